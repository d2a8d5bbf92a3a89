/** Tests of the plugin for traffic into the cluster. */
@NullMarked
package io.millwright.ingress;

import org.jspecify.annotations.NullMarked;
