/** Evaluates checks against a cluster, three-valued. */
@NullMarked
package io.millwright.core.check;

import org.jspecify.annotations.NullMarked;
