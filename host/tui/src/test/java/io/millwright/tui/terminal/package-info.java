@NullMarked
package io.millwright.tui.terminal;

import org.jspecify.annotations.NullMarked;
