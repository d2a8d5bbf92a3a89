/** The plugin's tests. */
@NullMarked
package io.millwright.logging;

import org.jspecify.annotations.NullMarked;
