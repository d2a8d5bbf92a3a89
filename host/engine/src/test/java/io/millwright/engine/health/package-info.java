/** Tests of the engine's health part. */
@NullMarked
package io.millwright.engine.health;

import org.jspecify.annotations.NullMarked;
