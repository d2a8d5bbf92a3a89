package io.millwright.tui;

/** An effect that {@link CancelScope} can cancel; messages that come from it later are dropped. */
public record Scoped(String scope, Effect effect) implements Effect {}
