/** How cert-manager behaves, for the sandbox. */
@NullMarked
package io.millwright.certificates.simulator;

import org.jspecify.annotations.NullMarked;
