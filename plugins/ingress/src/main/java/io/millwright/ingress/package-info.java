/** The plugin for ingress. */
@NullMarked
package io.millwright.ingress;

import org.jspecify.annotations.NullMarked;
