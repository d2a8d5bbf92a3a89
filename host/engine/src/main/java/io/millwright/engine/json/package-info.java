/** JSON and YAML text; the only package that knows Jackson. */
@NullMarked
package io.millwright.engine.json;

import org.jspecify.annotations.NullMarked;
