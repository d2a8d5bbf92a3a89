package io.millwright.tui;

/** Text that was pasted, as one message and not as keys. May have several lines; not yet sanitised. */
public record Paste(String text) implements Msg {}
