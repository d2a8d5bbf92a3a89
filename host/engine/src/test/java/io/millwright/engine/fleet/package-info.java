/** Tests of the engine's fleet part. */
@NullMarked
package io.millwright.engine.fleet;

import org.jspecify.annotations.NullMarked;
