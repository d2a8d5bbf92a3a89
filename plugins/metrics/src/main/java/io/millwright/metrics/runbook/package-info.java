/** The maintenance guide, one class for each procedure. */
@NullMarked
package io.millwright.metrics.runbook;

import org.jspecify.annotations.NullMarked;
