/** What is installed where, as it becomes known. */
@NullMarked
package io.millwright.engine.fleet;

import org.jspecify.annotations.NullMarked;
