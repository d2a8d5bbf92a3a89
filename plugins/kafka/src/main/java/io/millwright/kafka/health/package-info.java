/** The health checks. */
@NullMarked
package io.millwright.kafka.health;

import org.jspecify.annotations.NullMarked;
