package io.millwright.engine.port;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The user's side of a talk with a program.
 *
 * @param input what is typed; read until it ends
 * @param output what the program says
 * @param error what it complains
 * @param sizes tells the listener the terminal's size, now and whenever that changes
 */
public record Talk(InputStream input, OutputStream output, OutputStream error, Consumer<Consumer<TerminalSize>> sizes) {
    /** Columns and rows. */
    public record TerminalSize(int columns, int rows) {}

    /** Without a terminal. */
    public static Talk of(InputStream input, OutputStream output, OutputStream error) {
        return new Talk(input, output, error, _ -> {});
    }
}
