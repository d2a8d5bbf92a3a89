/** What is known of Strimzi and Kafka, and how their objects are read. */
@NullMarked
package io.millwright.kafka.strimzi;

import org.jspecify.annotations.NullMarked;
