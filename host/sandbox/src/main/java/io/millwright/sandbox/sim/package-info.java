/** One simulated cluster at work: its clock, the loop that runs controllers and simulators, seeding, faults, logs and the tools' charts. */
@NullMarked
package io.millwright.sandbox.sim;

import org.jspecify.annotations.NullMarked;
