/** The cluster's HTTP front: the part of the Kubernetes API that clients use every day, on loopback. */
@NullMarked
package io.millwright.sandbox.api;

import org.jspecify.annotations.NullMarked;
