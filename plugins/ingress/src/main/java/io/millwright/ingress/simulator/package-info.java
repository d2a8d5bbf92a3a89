/** How ingress-nginx, Envoy Gateway and external-dns behave, for the sandbox. */
@NullMarked
package io.millwright.ingress.simulator;

import org.jspecify.annotations.NullMarked;
