/** Executes frozen plans, step by step. */
@NullMarked
package io.millwright.engine.run;

import org.jspecify.annotations.NullMarked;
