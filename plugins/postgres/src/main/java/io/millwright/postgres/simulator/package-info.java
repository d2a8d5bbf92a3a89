/**
 * How CloudNativePG and its Barman Cloud plugin behave, for the sandbox. All state is in the simulated cluster's objects, so that it
 * survives a restart; all time is the cluster's.
 */
@NullMarked
package io.millwright.postgres.simulator;

import org.jspecify.annotations.NullMarked;
