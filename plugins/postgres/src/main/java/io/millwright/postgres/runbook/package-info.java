/** The maintenance guide: one class for each procedure. */
@NullMarked
package io.millwright.postgres.runbook;

import org.jspecify.annotations.NullMarked;
