package io.millwright.tui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One picture: what every cell shows. Drawn through a {@link Surface} by the loop thread, then handed to the
 * {@link TerminalPort} and not changed any more.
 */
public final class Frame {
    /** The second half of a wide character. */
    public static final String CONTINUATION = "";

    private static final String BLANK = " ";

    private final Size size;
    private final String[] texts;
    private final Style[] styles;
    private final List<Spot> spots = new ArrayList<>();
    private Optional<Position> cursor = Optional.empty();
    private Optional<Rect> over = Optional.empty();
    private String title = "";
    private Optional<Theme> theme = Optional.empty();

    /** A blank picture. */
    public Frame(Size size) {
        this.size = size;
        this.texts = new String[size.width() * size.height()];
        this.styles = new Style[texts.length];
        Arrays.fill(texts, BLANK);
        Arrays.fill(styles, Style.TEXT);
    }

    public Size size() {
        return size;
    }

    /** One grapheme cluster, or {@link #CONTINUATION}. The cell must lie inside. */
    public String text(int col, int row) {
        return texts[row * size.width() + col];
    }

    public Style style(int col, int row) {
        return styles[row * size.width() + col];
    }

    /** Where the hardware cursor stands; hidden when empty. */
    public Optional<Position> cursor() {
        return cursor;
    }

    /** A row as plain text, trailing blanks included. */
    public String row(int row) {
        StringBuilder out = new StringBuilder(size.width());
        for (int col = 0; col < size.width(); col++) {
            out.append(text(col, row));
        }
        return out.toString();
    }

    /** What a click on that cell says; what was drawn last lies on top. */
    public Optional<Msg> clicked(int col, int row) {
        return spots.reversed().stream()
                .filter(spot -> spot.area().contains(col, row))
                .map(Spot::msg)
                .findFirst();
    }

    /** The colours that the whole picture is shown in; empty for the terminal's own theme. */
    public Optional<Theme> theme() {
        return theme;
    }

    void theme(Theme other) {
        theme = Optional.of(other);
    }

    void spot(Spot spot) {
        spots.add(spot);
    }

    /** What the picture is of, or what it asks first; empty when nobody said. */
    public String title() {
        return title;
    }

    /** The part that asks for an answer before the rest. */
    public Optional<Rect> over() {
        return over;
    }

    void title(String words) {
        title = words;
    }

    void over(Rect area, String words) {
        spots.clear();
        over = Optional.of(area);
        title = words;
    }

    void cursor(Position position) {
        cursor = Optional.of(position);
    }

    void style(int col, int row, Style style) {
        styles[row * size.width() + col] = style;
    }

    /** Sets a cell; the other half of a wide character that is hit becomes blank. */
    void set(int col, int row, String text, Style style) {
        int at = row * size.width() + col;
        if (texts[at].isEmpty() && col > 0) {
            texts[at - 1] = BLANK;
        }
        if (col + 1 < size.width() && texts[at + 1].isEmpty()) {
            texts[at + 1] = BLANK;
        }
        texts[at] = text;
        styles[at] = style;
    }

    /** Sets two cells; {@code col + 1} must lie inside. */
    void setWide(int col, int row, String text, Style style) {
        set(col + 1, row, BLANK, style);
        set(col, row, text, style);
        texts[row * size.width() + col + 1] = CONTINUATION;
    }
}
