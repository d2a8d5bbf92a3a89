/** The tables that an operator of PostgreSQL looks at daily. */
@NullMarked
package io.millwright.postgres.listing;

import org.jspecify.annotations.NullMarked;
