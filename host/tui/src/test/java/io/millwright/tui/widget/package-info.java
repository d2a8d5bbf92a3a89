@NullMarked
package io.millwright.tui.widget;

import org.jspecify.annotations.NullMarked;
