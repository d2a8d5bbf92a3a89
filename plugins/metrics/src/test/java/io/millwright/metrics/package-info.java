/** Tests of the metrics plugin. */
@NullMarked
package io.millwright.metrics;

import org.jspecify.annotations.NullMarked;
