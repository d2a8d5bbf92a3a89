/** Finds the most likely causes when a step isn't done. */
@NullMarked
package io.millwright.engine.diagnosis;

import org.jspecify.annotations.NullMarked;
