/** Makes frozen plans of requests. */
@NullMarked
package io.millwright.engine.plan;

import org.jspecify.annotations.NullMarked;
