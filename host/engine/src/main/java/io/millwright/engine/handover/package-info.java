/** A run's copy in its cluster: another operator's machine finds it there and goes on with it. */
@NullMarked
package io.millwright.engine.handover;

import org.jspecify.annotations.NullMarked;
