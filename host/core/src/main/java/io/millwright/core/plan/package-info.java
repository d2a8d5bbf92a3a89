/** Makes frozen plans of requests. */
@NullMarked
package io.millwright.core.plan;

import org.jspecify.annotations.NullMarked;
