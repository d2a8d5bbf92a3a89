/** Finds the parts. */
@NullMarked
package io.millwright.logging.discovery;

import org.jspecify.annotations.NullMarked;
