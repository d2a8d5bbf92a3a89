/** The health checks. */
@NullMarked
package io.millwright.certificates.health;

import org.jspecify.annotations.NullMarked;
