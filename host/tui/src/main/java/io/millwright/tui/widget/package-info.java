/** Widgets: small immutable states with pure functions that update and draw them on a {@link io.millwright.tui.Surface}. */
@NullMarked
package io.millwright.tui.widget;

import org.jspecify.annotations.NullMarked;
