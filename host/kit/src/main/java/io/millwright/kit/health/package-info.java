/** Findings and answers being put together, and the base of checks. */
@NullMarked
package io.millwright.kit.health;

import org.jspecify.annotations.NullMarked;
