/** What upstream's objects and programs say, read into values. */
@NullMarked
package io.millwright.metrics.facts;

import org.jspecify.annotations.NullMarked;
