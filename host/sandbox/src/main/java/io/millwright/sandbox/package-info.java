/**
 * The sandbox: simulated clusters behind real HTTP APIs on loopback. {@link io.millwright.sandbox.Sandbox} is the way in; clusters are then
 * reached like any other, with the kubeconfig that it gives.
 */
@NullMarked
package io.millwright.sandbox;

import org.jspecify.annotations.NullMarked;
