/** Which instances there are, on all clusters at once. */
@NullMarked
package io.millwright.engine.fleet;

import org.jspecify.annotations.NullMarked;
