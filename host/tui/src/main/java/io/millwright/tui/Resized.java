package io.millwright.tui;

/** The terminal has this size now. Also the first message that an application gets, before its first view. */
public record Resized(Size size) implements Msg {}
