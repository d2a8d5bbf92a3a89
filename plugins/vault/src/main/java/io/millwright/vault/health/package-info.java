/** Health checks. */
@NullMarked
package io.millwright.vault.health;

import org.jspecify.annotations.NullMarked;
