/** The script that starts the program. */
@NullMarked
package io.millwright.app.launcher;

import org.jspecify.annotations.NullMarked;
