package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Paste;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Text to read: scrolled, searched with {@code /}, {@code n} and {@code N}, wrapped with {@code w}. Costs what is in
 * sight, except that a search reads on until it finds something.
 *
 * @param left columns scrolled to the right; not used when wrapping
 * @param query what was searched last; empty for nothing
 * @param typing the query while it is typed
 */
public record TextView(List<Line> lines, int top, int left, boolean wrap, String query, Optional<Input> typing) {
    private static final int SIDEWAYS = 8;

    public TextView {
        lines = List.copyOf(lines);
        top = Math.clamp(top, 0, Math.max(0, lines.size() - 1));
        left = Math.max(0, left);
    }

    public static TextView of(List<Line> lines) {
        return new TextView(lines, 0, 0, true, "", Optional.empty());
    }

    /** Plain text, line by line. */
    public static TextView ofText(String text) {
        return of(text.lines().map(Line::of).toList());
    }

    /** All lines, with line feeds between them. */
    public String whole() {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    /** Other text at the same place, after a refresh. */
    public TextView withLines(List<Line> others) {
        return new TextView(others, top, left, wrap, query, typing);
    }

    /** Whether all keys belong to the search line now. */
    public boolean isTyping() {
        return typing.isPresent();
    }

    /** Whether the last line is in sight. */
    public boolean isAtEnd(int height) {
        return top + height >= lines.size();
    }

    /** Answers keys; empty when the message isn't one of its own. */
    public Optional<TextView> on(Msg msg, int height) {
        if (typing.isPresent()) {
            return onTyping(msg, typing.get(), height);
        }
        return msg instanceof Key key ? onKey(key, height) : Optional.empty();
    }

    private Optional<TextView> onTyping(Msg msg, Input input, int height) {
        if (msg instanceof Key key) {
            if (key.is(Key.Code.ESC)) {
                return Optional.of(new TextView(lines, top, left, wrap, query, Optional.empty()));
            }
            if (key.is(Key.Code.ENTER)) {
                TextView searched = new TextView(lines, top, left, wrap, input.text(), Optional.empty());
                return Optional.of(searched.find(top, 1, height));
            }
        }
        if (msg instanceof Key || msg instanceof Paste) {
            Input edited = input.on(msg).orElse(input);
            return Optional.of(new TextView(lines, top, left, wrap, query, Optional.of(edited)));
        }
        return Optional.empty();
    }

    private Optional<TextView> onKey(Key key, int height) {
        int page = Math.max(1, height - 1);
        return switch (key.toString()) {
            case "up", "k" -> Optional.of(scrolled(top - 1, height));
            case "down", "j" -> Optional.of(scrolled(top + 1, height));
            case "pgup", "ctrl-b" -> Optional.of(scrolled(top - page, height));
            case "pgdn", "ctrl-f", "space" -> Optional.of(scrolled(top + page, height));
            case "home", "g" -> Optional.of(scrolled(0, height));
            case "end", "G" -> Optional.of(scrolled(lines.size() - height, height));
            case "left", "h" -> Optional.of(new TextView(lines, top, left - SIDEWAYS, wrap, query, typing));
            case "right", "l" -> Optional.of(new TextView(lines, top, wrap ? 0 : left + SIDEWAYS, wrap, query, typing));
            case "w" -> Optional.of(new TextView(lines, top, 0, !wrap, query, typing));
            case "/" -> Optional.of(new TextView(lines, top, left, wrap, query, Optional.of(Input.EMPTY)));
            case "n" -> Optional.of(find(top + 1, 1, height));
            case "N" -> Optional.of(find(top - 1, -1, height));
            default -> Optional.empty();
        };
    }

    /** Draws the text, and while a query is typed, that on the last row. */
    public void render(Surface surface) {
        int height = typing.isPresent() ? surface.height() - 1 : surface.height();
        int row = 0;
        for (int i = top; i < lines.size() && row < height; i++) {
            row = wrap ? wrapped(surface, lines.get(i), row, height) : unwrapped(surface, lines.get(i), row);
        }
        typing.ifPresent(input -> {
            surface.fill(new Rect(0, height, surface.width(), 1), " ", Style.TEXT);
            surface.put(0, height, "/", Style.KEY);
            input.render(surface, 1, height, surface.width() - 2, true, false);
        });
    }

    private int wrapped(Surface surface, Line line, int row, int height) {
        if (Text.width(line.text()) <= surface.width()) {
            line.render(surface, 0, row);
            mark(surface, line.text(), row, 0);
            return row + 1;
        }
        int at = row;
        Style style =
                line.cells().isEmpty() ? Style.TEXT : line.cells().getLast().style();
        int indent = Math.min(indentation(line.text()), surface.width() / 2);
        for (String part : Text.wrap(line.text().substring(indent), surface.width() - indent)) {
            if (at >= height) {
                break;
            }
            surface.put(indent, at, part, style);
            mark(surface, part, at, -indent);
            at++;
        }
        return at;
    }

    /** How many blanks a line begins with: what is broken off it stands below its text. */
    private static int indentation(String text) {
        int blanks = 0;
        while (blanks < text.length() && text.charAt(blanks) == ' ') {
            blanks++;
        }
        return blanks;
    }

    private int unwrapped(Surface surface, Line line, int row) {
        line.renderCut(surface, -left, row);
        mark(surface, line.text(), row, left);
        return row + 1;
    }

    private void mark(Surface surface, String text, int row, int shift) {
        if (query.isEmpty()) {
            return;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String wanted = query.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(wanted); at >= 0 && at < text.length(); at = lower.indexOf(wanted, at + 1)) {
            int col = Text.width(text.substring(0, at)) - shift;
            surface.restyle(new Rect(col, row, Text.width(wanted), 1), Style::asReverse);
        }
    }

    /** How many lines contain the query. */
    public int matches() {
        return query.isEmpty()
                ? 0
                : (int) lines.stream().filter(line -> contains(line, query)).count();
    }

    private TextView find(int from, int step, int height) {
        if (query.isEmpty() || lines.isEmpty()) {
            return this;
        }
        for (int i = 0; i < lines.size(); i++) {
            int at = Math.floorMod(from + i * step, lines.size());
            if (contains(lines.get(at), query)) {
                return new TextView(lines, at, left, wrap, query, typing);
            }
        }
        return scrolled(top, height);
    }

    private static boolean contains(Line line, String query) {
        return line.text().toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT));
    }

    private TextView scrolled(int to, int height) {
        int last = Math.max(0, lines.size() - height);
        if (wrap) {
            // Wrapped lines take more rows than one, so scrolling goes on to where the last line is at the top.
            last = lines.size() <= height / 2 ? 0 : lines.size() - 1;
        }
        return new TextView(lines, Math.clamp(to, 0, Math.max(0, last)), left, wrap, query, typing);
    }
}
