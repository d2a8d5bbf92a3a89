/** What ingress-nginx, the Gateway API, Envoy Gateway and external-dns call things, and what upstream has published. */
@NullMarked
package io.millwright.ingress.facts;

import org.jspecify.annotations.NullMarked;
