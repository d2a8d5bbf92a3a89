/** The questions that only this plugin can answer: what settled, rolled or rebalanced means for Kafka. */
@NullMarked
package io.millwright.kafka.named;

import org.jspecify.annotations.NullMarked;
