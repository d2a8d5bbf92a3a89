/** The tables that an operator of Kafka looks at daily. */
@NullMarked
package io.millwright.kafka.listing;

import org.jspecify.annotations.NullMarked;
