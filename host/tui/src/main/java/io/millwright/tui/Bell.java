package io.millwright.tui;

/** Rings. */
public record Bell() implements Effect {}
