/** Tests of what is known around an object. */
@NullMarked
package io.millwright.engine.inspect;

import org.jspecify.annotations.NullMarked;
