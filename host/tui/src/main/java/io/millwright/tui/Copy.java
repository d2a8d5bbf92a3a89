package io.millwright.tui;

/** Puts text into the clipboard by OSC 52, where the terminal allows it; it doesn't say whether it did. */
public record Copy(String text) implements Effect {}
