package io.millwright.tui;

/** A cell, counted from 0 at the top left. */
public record Position(int col, int row) {}
