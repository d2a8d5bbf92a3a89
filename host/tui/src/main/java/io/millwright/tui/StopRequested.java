package io.millwright.tui;

/** The process was told to stop from outside (SIGTSTP). The runtime answers with {@link Suspend} by itself. */
public record StopRequested() implements Msg {}
