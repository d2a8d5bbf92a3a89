/** The plugin's tests. */
@NullMarked
package io.millwright.vault;

import org.jspecify.annotations.NullMarked;
