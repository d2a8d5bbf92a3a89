@NullMarked
package io.millwright.tui;

import org.jspecify.annotations.NullMarked;
