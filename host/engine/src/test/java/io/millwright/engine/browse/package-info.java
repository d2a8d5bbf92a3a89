@NullMarked
package io.millwright.engine.browse;

import org.jspecify.annotations.NullMarked;
