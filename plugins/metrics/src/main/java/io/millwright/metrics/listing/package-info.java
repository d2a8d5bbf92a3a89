/** The tables. */
@NullMarked
package io.millwright.metrics.listing;

import org.jspecify.annotations.NullMarked;
