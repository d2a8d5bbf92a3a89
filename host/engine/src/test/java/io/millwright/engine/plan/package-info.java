/** Tests of plans. */
@NullMarked
package io.millwright.engine.plan;

import org.jspecify.annotations.NullMarked;
