/** The whole program on whole clusters: the same journeys on the sandbox and on a real one. */
@NullMarked
package io.millwright.app.e2e;

import org.jspecify.annotations.NullMarked;
