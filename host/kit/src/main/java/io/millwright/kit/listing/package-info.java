/** Listings. */
@NullMarked
package io.millwright.kit.listing;

import org.jspecify.annotations.NullMarked;
