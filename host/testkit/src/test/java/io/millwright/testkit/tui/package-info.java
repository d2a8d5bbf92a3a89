@NullMarked
package io.millwright.testkit.tui;

import org.jspecify.annotations.NullMarked;
