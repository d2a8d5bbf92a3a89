/** What tests of the host and of plugins share: a cluster in memory, and the contract that every plugin has to keep. */
@NullMarked
package io.millwright.testkit;

import org.jspecify.annotations.NullMarked;
