/** The health checks, one class each, and how a finding is put together. */
@NullMarked
package io.millwright.postgres.health;

import org.jspecify.annotations.NullMarked;
