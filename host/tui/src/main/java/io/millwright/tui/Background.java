package io.millwright.tui;

/** An effect that goes on by itself, a watch for example: it takes no worker's place, and idle doesn't wait for it. */
public interface Background extends Effect {}
