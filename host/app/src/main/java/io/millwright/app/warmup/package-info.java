/** The ways of a start gone once, for the launcher's start-up caches. */
@NullMarked
package io.millwright.app.warmup;

import org.jspecify.annotations.NullMarked;
