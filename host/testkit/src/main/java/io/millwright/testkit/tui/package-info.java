/** Drives a terminal program in the test's own process: keys in, screen out, no terminal, no waiting by time. */
@NullMarked
package io.millwright.testkit.tui;

import org.jspecify.annotations.NullMarked;
