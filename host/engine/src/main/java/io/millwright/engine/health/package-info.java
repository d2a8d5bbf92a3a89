/** Health checks run, with limits, and rolled up. */
@NullMarked
package io.millwright.engine.health;

import org.jspecify.annotations.NullMarked;
