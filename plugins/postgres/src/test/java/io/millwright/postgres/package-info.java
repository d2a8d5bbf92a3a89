/** Tests of the plugin on a hand-made cluster. */
@NullMarked
package io.millwright.postgres;

import org.jspecify.annotations.NullMarked;
