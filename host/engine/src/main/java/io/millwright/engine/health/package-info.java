/** Runs health checks and rolls their findings up. */
@NullMarked
package io.millwright.engine.health;

import org.jspecify.annotations.NullMarked;
