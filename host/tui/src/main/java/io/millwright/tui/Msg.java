package io.millwright.tui;

/**
 * Something that happened. The runtime's own are the records {@link Key}, {@link Paste}, {@link Mouse}, {@link Resized}, {@link Tick},
 * {@link TtyReturned}, {@link EffectFailed}, {@link StopRequested} and {@link InputClosed}; an application adds its own, best under one sealed
 * interface.
 */
public interface Msg {}
