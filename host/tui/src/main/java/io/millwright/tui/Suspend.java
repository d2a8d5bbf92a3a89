package io.millwright.tui;

/** Gives the terminal back and stops the process until the shell continues it, as Ctrl-Z does elsewhere. */
public record Suspend() implements Effect {}
