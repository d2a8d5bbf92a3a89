/** What a plan would do, before it does it. */
@NullMarked
package io.millwright.engine.preview;

import org.jspecify.annotations.NullMarked;
