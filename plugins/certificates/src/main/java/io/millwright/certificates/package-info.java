/** The plugin for certificates. */
@NullMarked
package io.millwright.certificates;

import org.jspecify.annotations.NullMarked;
