/** ECK's operator, Elasticsearch and fluent-bit in the sandbox. */
@NullMarked
package io.millwright.logging.simulator;

import org.jspecify.annotations.NullMarked;
