@NullMarked
package io.millwright.tui.demo;

import org.jspecify.annotations.NullMarked;
