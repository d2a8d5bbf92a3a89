/** The host's answers to every kind of check. */
@NullMarked
package io.millwright.engine.check;

import org.jspecify.annotations.NullMarked;
