package io.millwright.tui;

/**
 * A part of a picture that can be clicked.
 *
 * @param area in cells of the whole picture
 * @param msg what a click on it says
 */
record Spot(Rect area, Msg msg) {}
