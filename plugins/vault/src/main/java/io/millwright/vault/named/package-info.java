/** Checks that plans refer to by name. */
@NullMarked
package io.millwright.vault.named;

import org.jspecify.annotations.NullMarked;
