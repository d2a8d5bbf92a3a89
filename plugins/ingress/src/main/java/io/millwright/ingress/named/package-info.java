/** The questions that plans ask and only this plugin can answer. */
@NullMarked
package io.millwright.ingress.named;

import org.jspecify.annotations.NullMarked;
