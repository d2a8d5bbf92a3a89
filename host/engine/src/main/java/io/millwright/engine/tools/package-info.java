/** The loaded tools, and every call into one of them. */
@NullMarked
package io.millwright.engine.tools;

import org.jspecify.annotations.NullMarked;
