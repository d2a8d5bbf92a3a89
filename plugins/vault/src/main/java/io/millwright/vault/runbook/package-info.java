/** Procedures. */
@NullMarked
package io.millwright.vault.runbook;

import org.jspecify.annotations.NullMarked;
