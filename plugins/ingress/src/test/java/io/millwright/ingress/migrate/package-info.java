/** Tests of the translation. */
@NullMarked
package io.millwright.ingress.migrate;

import org.jspecify.annotations.NullMarked;
