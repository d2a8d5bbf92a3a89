/** The states of runs and steps. */
@NullMarked
package io.millwright.engine.state;

import org.jspecify.annotations.NullMarked;
