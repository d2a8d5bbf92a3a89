/** Questions that plans ask. */
@NullMarked
package io.millwright.logging.named;

import org.jspecify.annotations.NullMarked;
