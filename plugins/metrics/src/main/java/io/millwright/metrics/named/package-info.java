/** Questions that only this plugin can answer. */
@NullMarked
package io.millwright.metrics.named;

import org.jspecify.annotations.NullMarked;
