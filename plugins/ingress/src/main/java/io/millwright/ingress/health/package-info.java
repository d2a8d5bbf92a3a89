/** The health checks, a class each. */
@NullMarked
package io.millwright.ingress.health;

import org.jspecify.annotations.NullMarked;
