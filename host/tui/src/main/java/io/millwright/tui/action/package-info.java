/** The action registry: one entry for each thing a user can do; footer, help and palette are made from it. */
@NullMarked
package io.millwright.tui.action;

import org.jspecify.annotations.NullMarked;
