/** Millwright's plugin for PostgreSQL on Kubernetes by CloudNativePG. */
@NullMarked
package io.millwright.postgres;

import org.jspecify.annotations.NullMarked;
