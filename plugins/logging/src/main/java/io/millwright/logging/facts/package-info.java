/** What upstream says of ECK, Elasticsearch, Kibana, fluent-bit and Loki. */
@NullMarked
package io.millwright.logging.facts;

import org.jspecify.annotations.NullMarked;
