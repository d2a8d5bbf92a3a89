/** The record of runs: append-only, hash-chained, written before the side effect. */
@NullMarked
package io.millwright.engine.journal;

import org.jspecify.annotations.NullMarked;
