/** Lists of objects of any kind, as the API server draws them. */
@NullMarked
package io.millwright.engine.browse;

import org.jspecify.annotations.NullMarked;
