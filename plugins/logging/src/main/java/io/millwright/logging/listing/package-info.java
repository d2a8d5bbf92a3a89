/** What operators look at daily. */
@NullMarked
package io.millwright.logging.listing;

import org.jspecify.annotations.NullMarked;
