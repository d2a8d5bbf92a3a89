/** JSON and YAML: the only code with Jackson. */
@NullMarked
package io.millwright.engine.json;

import org.jspecify.annotations.NullMarked;
