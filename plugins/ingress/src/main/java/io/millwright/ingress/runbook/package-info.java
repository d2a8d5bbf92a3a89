/** The maintenance guide, a class for each procedure. */
@NullMarked
package io.millwright.ingress.runbook;

import org.jspecify.annotations.NullMarked;
