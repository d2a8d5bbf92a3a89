/** Tests of what is foreseen. */
@NullMarked
package io.millwright.engine.preview;

import org.jspecify.annotations.NullMarked;
