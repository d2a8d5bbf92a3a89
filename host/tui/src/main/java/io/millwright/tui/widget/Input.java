package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Paste;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.Optional;

/**
 * One line of text that is edited.
 *
 * @param cursor index into the text, between characters
 */
public record Input(String text, int cursor) {
    public static final Input EMPTY = new Input("", 0);

    public Input {
        cursor = Math.clamp(cursor, 0, text.length());
    }

    /** A text with the cursor at its end. */
    public static Input of(String text) {
        return new Input(text, text.length());
    }

    /** The result of an editing key or a paste; empty when the message is neither. */
    public Optional<Input> on(Msg msg) {
        return switch (msg) {
            case Paste paste ->
                Optional.of(insert(paste.text().replace('\n', ' ').strip()));
            case Key key when key.isText() -> Optional.of(insert(key.text()));
            case Key key -> onKey(key);
            default -> Optional.empty();
        };
    }

    private Optional<Input> onKey(Key key) {
        return switch (key.toString()) {
            case "backspace" -> Optional.of(new Input(text.substring(0, before()) + text.substring(cursor), before()));
            case "delete", "ctrl-d" ->
                Optional.of(new Input(text.substring(0, cursor) + text.substring(after()), cursor));
            case "left", "ctrl-b" -> Optional.of(new Input(text, before()));
            case "right", "ctrl-f" -> Optional.of(new Input(text, after()));
            case "home", "ctrl-a" -> Optional.of(new Input(text, 0));
            case "end", "ctrl-e" -> Optional.of(of(text));
            case "ctrl-u" -> Optional.of(new Input(text.substring(cursor), 0));
            case "ctrl-k" -> Optional.of(of(text.substring(0, cursor)));
            case "ctrl-w" ->
                Optional.of(new Input(text.substring(0, wordStart()) + text.substring(cursor), wordStart()));
            default -> Optional.empty();
        };
    }

    /** Draws the end of the text around the cursor in {@code width} cells; a secret shows as stars. */
    public void render(Surface surface, int col, int row, int width, boolean focus, boolean secret) {
        String shown = secret ? "*".repeat(text.codePointCount(0, text.length())) : text;
        String head = secret ? "*".repeat(text.codePointCount(0, cursor)) : text.substring(0, cursor);
        String visibleHead = focus ? Text.end(head, Math.max(0, width - 1)) : head;
        int hidden = head.length() - visibleHead.length();
        surface.put(
                col, row, Text.start(shown.substring(hidden), width), focus ? Style.TEXT.asUnderline() : Style.TEXT);
        if (focus) {
            surface.cursor(col + Text.width(visibleHead), row);
        }
    }

    private Input insert(String more) {
        return new Input(text.substring(0, cursor) + more + text.substring(cursor), cursor + more.length());
    }

    private int before() {
        return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
    }

    private int after() {
        return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
    }

    private int wordStart() {
        int at = cursor;
        while (at > 0 && text.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && text.charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }
}
