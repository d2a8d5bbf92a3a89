/** prometheus-operator, Prometheus, Alertmanager and Grafana in the sandbox. */
@NullMarked
package io.millwright.metrics.simulator;

import org.jspecify.annotations.NullMarked;
