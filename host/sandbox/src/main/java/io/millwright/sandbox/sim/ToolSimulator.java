package io.millwright.sandbox.sim;

import io.millwright.spi.Simulator;

/**
 * A tool's simulator.
 *
 * @param tool the tool's id
 * @param simulator its simulator
 */
public record ToolSimulator(String tool, Simulator simulator) {}
