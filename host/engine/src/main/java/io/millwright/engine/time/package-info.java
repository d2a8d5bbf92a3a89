/** The engine's clock and its way to wait and to be told to stop; tests bring their own. */
@NullMarked
package io.millwright.engine.time;

import org.jspecify.annotations.NullMarked;
