/** What a run did, written down before and after it did it. */
@NullMarked
package io.millwright.engine.journal;

import org.jspecify.annotations.NullMarked;
