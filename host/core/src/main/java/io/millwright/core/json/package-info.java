/** JSON and YAML: the only code with Jackson. */
@NullMarked
package io.millwright.core.json;

import org.jspecify.annotations.NullMarked;
