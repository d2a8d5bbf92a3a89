/** The plugin for metrics. */
@NullMarked
package io.millwright.metrics;

import org.jspecify.annotations.NullMarked;
