package io.millwright.tui;

/** The terminal is gone. The application may leave things in order; the program ends after this message. */
public record InputClosed() implements Msg {}
