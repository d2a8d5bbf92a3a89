/** The tables that operators look at daily. */
@NullMarked
package io.millwright.certificates.listing;

import org.jspecify.annotations.NullMarked;
