/** Executes frozen plans, step by step. */
@NullMarked
package io.millwright.core.run;

import org.jspecify.annotations.NullMarked;
