/** Finds the operator, what it keeps, and Grafana and VictoriaMetrics beside it. */
@NullMarked
package io.millwright.metrics.discovery;

import org.jspecify.annotations.NullMarked;
