package io.millwright.tui;

/**
 * What a mouse did at a cell. The runtime turns a press into what was drawn there for it, see {@link Surface#spot}, so an
 * application is told of the wheel only.
 */
public record Mouse(Act act, int col, int row) implements Msg {
    /** What it did. */
    public enum Act {
        PRESS,
        WHEEL_UP,
        WHEEL_DOWN
    }
}
