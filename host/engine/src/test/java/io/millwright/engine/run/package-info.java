/** Tests of the engine's runs. */
@NullMarked
package io.millwright.engine.run;

import org.jspecify.annotations.NullMarked;
