/** What the engine needs of the outside world: clusters, Helm. Implemented by {@code host/kube} and by the test kit. */
@NullMarked
package io.millwright.engine.port;

import org.jspecify.annotations.NullMarked;
