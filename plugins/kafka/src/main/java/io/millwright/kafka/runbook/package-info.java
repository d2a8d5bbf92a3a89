/** The maintenance guide. */
@NullMarked
package io.millwright.kafka.runbook;

import org.jspecify.annotations.NullMarked;
