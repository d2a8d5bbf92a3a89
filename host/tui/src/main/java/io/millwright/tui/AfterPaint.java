package io.millwright.tui;

/** An effect that can wait until what has just changed is on the screen. */
public record AfterPaint(Effect effect) implements Effect {}
