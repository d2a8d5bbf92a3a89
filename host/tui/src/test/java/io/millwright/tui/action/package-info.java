@NullMarked
package io.millwright.tui.action;

import org.jspecify.annotations.NullMarked;
