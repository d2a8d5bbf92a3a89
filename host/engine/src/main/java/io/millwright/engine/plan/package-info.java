/** Plans: made, frozen, stored. */
@NullMarked
package io.millwright.engine.plan;

import org.jspecify.annotations.NullMarked;
