/** Tests of the rules of organisations. */
@NullMarked
package io.millwright.engine.guardrail;

import org.jspecify.annotations.NullMarked;
