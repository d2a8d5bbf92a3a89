/** Real clusters behind the engine's ports: kubeconfig, API server, Helm. Entry point: {@link io.millwright.kube.KubeClusters}. */
@NullMarked
package io.millwright.kube;

import org.jspecify.annotations.NullMarked;
