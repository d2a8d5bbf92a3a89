/** The health checks. */
@NullMarked
package io.millwright.logging.health;

import org.jspecify.annotations.NullMarked;
