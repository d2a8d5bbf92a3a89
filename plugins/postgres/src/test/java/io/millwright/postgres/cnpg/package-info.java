/** Tests of reading what CloudNativePG, Go and PostgreSQL write. */
@NullMarked
package io.millwright.postgres.cnpg;

import org.jspecify.annotations.NullMarked;
