/** The user's settings. The only package of the program that reads YAML; the program never writes into the file. */
@NullMarked
package io.millwright.app.settings;

import org.jspecify.annotations.NullMarked;
