/** Runs health checks and rolls their findings up. */
@NullMarked
package io.millwright.core.health;

import org.jspecify.annotations.NullMarked;
