/** Translates Ingresses of ingress-nginx to the Gateway API, and says what can't be translated and why. */
@NullMarked
package io.millwright.ingress.migrate;

import org.jspecify.annotations.NullMarked;
