/** Tests of the engine's search for causes. */
@NullMarked
package io.millwright.engine.diagnosis;

import org.jspecify.annotations.NullMarked;
