/** An object in lines to read, by sections for each kind. Pure; knows only the object that was read. */
@NullMarked
package io.millwright.app.browse.describe;

import org.jspecify.annotations.NullMarked;
