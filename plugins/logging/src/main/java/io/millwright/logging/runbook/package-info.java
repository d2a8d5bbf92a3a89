/** The procedures. */
@NullMarked
package io.millwright.logging.runbook;

import org.jspecify.annotations.NullMarked;
