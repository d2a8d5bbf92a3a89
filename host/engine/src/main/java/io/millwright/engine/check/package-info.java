/** Evaluates checks against a cluster, three-valued. */
@NullMarked
package io.millwright.engine.check;

import org.jspecify.annotations.NullMarked;
