/** What a plan would do: differences, rights, equivalent commands. */
@NullMarked
package io.millwright.engine.preview;

import org.jspecify.annotations.NullMarked;
