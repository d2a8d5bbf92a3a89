/** What the engine's tests share. */
@NullMarked
package io.millwright.engine.testing;

import org.jspecify.annotations.NullMarked;
