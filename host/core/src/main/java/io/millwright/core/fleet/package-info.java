/** What is installed where, as it becomes known. */
@NullMarked
package io.millwright.core.fleet;

import org.jspecify.annotations.NullMarked;
