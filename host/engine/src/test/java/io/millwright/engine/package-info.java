/** Tests of what the engine's parts share. */
@NullMarked
package io.millwright.engine;

import org.jspecify.annotations.NullMarked;
