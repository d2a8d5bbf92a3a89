/** Tests of the evaluation of checks. */
@NullMarked
package io.millwright.engine.check;

import org.jspecify.annotations.NullMarked;
