/** Tests of what is told of an object. */
@NullMarked
package io.millwright.app.browse.describe;

import org.jspecify.annotations.NullMarked;
