/** One object with what is known around it. */
@NullMarked
package io.millwright.engine.inspect;

import org.jspecify.annotations.NullMarked;
