package io.millwright.tui;

/** Ends the program with an exit status; running effects are cancelled. */
public record Quit(int exitStatus) implements Effect {
    public Quit() {
        this(0);
    }
}
