/** Finds the servers and the controllers. */
@NullMarked
package io.millwright.vault.discovery;

import org.jspecify.annotations.NullMarked;
