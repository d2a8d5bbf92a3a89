/** The maintenance guide. */
@NullMarked
package io.millwright.certificates.runbook;

import org.jspecify.annotations.NullMarked;
