/** The tables that an operator of traffic into the cluster looks at daily. */
@NullMarked
package io.millwright.ingress.listing;

import org.jspecify.annotations.NullMarked;
