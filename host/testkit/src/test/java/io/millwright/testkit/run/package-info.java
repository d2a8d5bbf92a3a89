/** Tests of the engine's runs on the cluster in memory. */
@NullMarked
package io.millwright.testkit.run;

import org.jspecify.annotations.NullMarked;
