/** Finds cert-manager, whoever installed it. */
@NullMarked
package io.millwright.certificates.discovery;

import org.jspecify.annotations.NullMarked;
