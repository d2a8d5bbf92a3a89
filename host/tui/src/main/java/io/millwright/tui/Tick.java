package io.millwright.tui;

import java.time.Instant;

/** Time has passed. Only sent while {@link App#tickEvery} asks for it; at most one is waiting at a time. */
public record Tick(Instant now) implements Msg {}
