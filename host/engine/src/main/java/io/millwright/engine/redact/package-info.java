/** What must not be written down. */
@NullMarked
package io.millwright.engine.redact;

import org.jspecify.annotations.NullMarked;
