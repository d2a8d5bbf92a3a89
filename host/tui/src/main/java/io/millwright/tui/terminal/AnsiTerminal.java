package io.millwright.tui.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.AbstractTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The output half of a terminal for Lanterna's screen: escape sequences into one buffer, one write for each frame.
 * Input and the way in and out of the alternate screen are {@link TtyPort}'s.
 *
 * <p>It keeps the cursor's place itself: after a character on whose width terminals disagree it places the cursor anew,
 * so that one odd character can't shift the rest of the line.
 */
final class AnsiTerminal extends AbstractTerminal {
    /** Stands in Lanterna's buffer for the second half of a wide character; never sent. */
    static final char SECOND_HALF = '\ue000';

    private static final int NOWHERE = -1;

    private final StringBuilder buffer = new StringBuilder(16_384);
    private final OutputStream out;
    private final TerminalSize size;
    private final boolean colours;
    private final TextColor background;
    private int wantedCol;
    private int wantedRow;
    private int col = NOWHERE;
    private int row = NOWHERE;
    private boolean cursorShown;

    /** @param background of the cleared screen; not sent when there are no colours */
    AnsiTerminal(OutputStream out, TerminalSize size, boolean colours, TextColor background) {
        this.out = out;
        this.size = size;
        this.colours = colours;
        this.background = background;
    }

    @Override
    public void enterPrivateMode() {}

    @Override
    public void exitPrivateMode() {}

    @Override
    public void clearScreen() {
        buffer.append("\u001b[0m");
        setBackgroundColor(background);
        buffer.append("\u001b[H\u001b[2J");
        col = NOWHERE;
    }

    @Override
    public void setCursorPosition(int x, int y) {
        wantedCol = x;
        wantedRow = y;
    }

    @Override
    public void setCursorPosition(TerminalPosition position) {
        setCursorPosition(position.getColumn(), position.getRow());
    }

    @Override
    public TerminalPosition getCursorPosition() {
        return new TerminalPosition(wantedCol, wantedRow);
    }

    @Override
    public void setCursorVisible(boolean visible) {
        if (visible != cursorShown) {
            buffer.append(visible ? "\u001b[?25h" : "\u001b[?25l");
            cursorShown = visible;
        }
    }

    @Override
    public void putCharacter(char c) {
        putString(String.valueOf(c));
    }

    @Override
    public void putString(String string) {
        char first = string.charAt(0);
        if (first == SECOND_HALF) {
            wantedCol++;
            col = NOWHERE; // how far the first half has led is the terminal's own idea
            return;
        }
        move();
        buffer.append(string);
        if (string.length() == 1 && (first < 0x300 || first >= 0x2500 && first < 0x2580)) {
            wantedCol++;
            col = wantedCol < size.getColumns() ? wantedCol : NOWHERE;
        } else {
            // Lanterna's own idea of the width is where it will go on; where the terminal stands is not known.
            TextCharacter seen = string.length() == 1
                    ? TextCharacter.DEFAULT_CHARACTER.withCharacter(first)
                    : TextCharacter.fromString(string)[0];
            wantedCol += seen.isDoubleWidth() ? 2 : 1;
            col = NOWHERE;
        }
    }

    @Override
    public void enableSGR(SGR sgr) {
        buffer.append("\u001b[").append(on(sgr)).append('m');
    }

    @Override
    public void disableSGR(SGR sgr) {
        buffer.append("\u001b[").append(sgr == SGR.BOLD ? 22 : on(sgr) + 20).append('m');
    }

    @Override
    public void resetColorAndSGR() {
        buffer.append("\u001b[0m");
    }

    @Override
    public void setForegroundColor(TextColor color) {
        colour(color.getForegroundSGRSequence());
    }

    @Override
    public void setBackgroundColor(TextColor color) {
        colour(color.getBackgroundSGRSequence());
    }

    @Override
    public TerminalSize getTerminalSize() {
        return size;
    }

    @Override
    public byte[] enquireTerminal(int timeout, TimeUnit unit) {
        return new byte[0];
    }

    @Override
    public void bell() {
        buffer.append('\u0007');
    }

    @Override
    public void flush() throws IOException {
        if (cursorShown) {
            move();
        }
        out.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        buffer.setLength(0);
    }

    @Override
    public void close() {}

    /** Lanterna's way to say that no key is waiting; nothing reads keys here. */
    @Override
    public @Nullable KeyStroke pollInput() {
        return null;
    }

    /** Lanterna's way to say that no key comes any more. */
    @Override
    public @Nullable KeyStroke readInput() {
        return null;
    }

    private void colour(byte[] parameters) {
        if (colours) {
            buffer.append("\u001b[");
            for (byte parameter : parameters) {
                buffer.append((char) parameter);
            }
            buffer.append('m');
        }
    }

    private void move() {
        if (col != wantedCol || row != wantedRow) {
            buffer.append("\u001b[")
                    .append(wantedRow + 1)
                    .append(';')
                    .append(wantedCol + 1)
                    .append('H');
            col = wantedCol;
            row = wantedRow;
        }
    }

    private static int on(SGR sgr) {
        return switch (sgr) {
            case BOLD -> 1;
            case ITALIC -> 3;
            case UNDERLINE -> 4;
            case BLINK -> 5;
            case REVERSE -> 7;
            case CROSSED_OUT -> 9;
            case FRAKTUR -> 20;
            case BORDERED -> 51;
            case CIRCLED -> 52;
        };
    }
}
