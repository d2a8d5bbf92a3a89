/** Rules of an organisation about what may be run where and when. */
@NullMarked
package io.millwright.engine.guardrail;

import org.jspecify.annotations.NullMarked;
