/** Finds the copies of the tool in a cluster and says in one line how each is. */
@NullMarked
package io.millwright.kafka.discovery;

import org.jspecify.annotations.NullMarked;
