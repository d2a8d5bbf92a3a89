/** The health checks, one class each. */
@NullMarked
package io.millwright.metrics.health;

import org.jspecify.annotations.NullMarked;
