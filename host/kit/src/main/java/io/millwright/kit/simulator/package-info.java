/** What simulators write. */
@NullMarked
package io.millwright.kit.simulator;

import org.jspecify.annotations.NullMarked;
