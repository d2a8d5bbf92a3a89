package io.millwright.tui;

/** An effect ended with an exception that its runner didn't turn into a message. Never sent for a cancelled effect. */
public record EffectFailed(Effect effect, Throwable cause) implements Msg {}
