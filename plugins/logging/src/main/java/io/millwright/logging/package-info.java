/** The plugin for logging. */
@NullMarked
package io.millwright.logging;

import org.jspecify.annotations.NullMarked;
