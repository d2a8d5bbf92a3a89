/** How Strimzi's operator behaves, for the sandbox. */
@NullMarked
package io.millwright.kafka.simulator;

import org.jspecify.annotations.NullMarked;
