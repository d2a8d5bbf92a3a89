/** The built-in controllers of the simulated cluster: what kube-controller-manager, the scheduler and the kubelets do, as far as tools notice. */
@NullMarked
package io.millwright.sandbox.controller;

import org.jspecify.annotations.NullMarked;
