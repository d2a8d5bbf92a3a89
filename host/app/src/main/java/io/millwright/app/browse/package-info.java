/** Rows of any kind as a person wants to see them: found, sorted, aged. Pure; knows no page and no cluster. */
@NullMarked
package io.millwright.app.browse;

import org.jspecify.annotations.NullMarked;
