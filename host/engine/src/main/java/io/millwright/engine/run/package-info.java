/** Plans carried out, and taken back. */
@NullMarked
package io.millwright.engine.run;

import org.jspecify.annotations.NullMarked;
