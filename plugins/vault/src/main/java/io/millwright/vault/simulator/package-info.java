/** Servers and controllers in the sandbox. */
@NullMarked
package io.millwright.vault.simulator;

import org.jspecify.annotations.NullMarked;
