package io.millwright.app.page;

import io.millwright.app.browse.LogFields;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How lines of logs are drawn and saved. */
final class LogsPicture {
    private static final LogSource NOBODY = new LogSource("", "", "", "");

    /** Time and source don't stay in their columns where they would leave less room than that for the text. */
    private static final int ROOM = 20;

    private LogsPicture() {}

    /**
     * How a line is drawn.
     *
     * @param several whether lines come from several containers
     * @param left columns scrolled to the right
     * @param found which characters of a text stand out, as they were looked for
     */
    record How(LogsLook look, boolean several, int left, Function<String, BitSet> found) {}

    /**
     * A line in its parts.
     *
     * @param columns when and where it was written
     */
    private record Parts(List<Cell> columns, List<Cell> text) {
        int width() {
            return columns.stream().mapToInt(c -> Text.width(c.text())).sum();
        }

        /** Time and source as a part of the text. */
        Parts joined() {
            List<Cell> all = new ArrayList<>(columns);
            all.addAll(text);
            return new Parts(List.of(), all);
        }
    }

    /** A line that no container has written. */
    static LogLine mark(String what, Instant now) {
        return new LogLine(
                NOBODY, Optional.of(now), "──── " + what + " at " + now.truncatedTo(ChronoUnit.SECONDS) + " ────");
    }

    /** Whether no container has written a line, so that no filter is for it. */
    static boolean isMark(LogLine line) {
        return line.source().equals(NOBODY);
    }

    private static Parts parts(LogLine line, How how, Glyphs glyphs) {
        if (isMark(line)) {
            return new Parts(List.of(), List.of(new Cell(line.text(), Style.ACCENT)));
        }
        List<Cell> columns = new ArrayList<>();
        if (how.look().times()) {
            String time =
                    line.time().map(t -> t.toString().replaceAll("\\..*Z", "Z")).orElse("");
            columns.add(new Cell(time + " ", Style.MUTED));
        }
        if (how.several()) {
            columns.add(new Cell(Text.truncateMiddle(line.source().display(), 30, glyphs) + " ", Style.ACCENT));
        }
        Optional<LogFields> fields = how.look().fields() ? LogFields.of(line.text()) : Optional.empty();
        List<Cell> text = fields.map(LogsPicture::cells).orElseGet(() -> List.of(Cell.of(line.text())));
        return new Parts(
                columns,
                text.stream()
                        .flatMap(c -> marked(c, how.found().apply(c.text())).stream())
                        .toList());
    }

    /** A text in pieces, of which those that were found stand out. */
    private static List<Cell> marked(Cell cell, BitSet found) {
        if (found.isEmpty()) {
            return List.of(cell);
        }
        Style out = cell.style().asBold().asUnderline();
        List<Cell> pieces = new ArrayList<>();
        int length = cell.text().length();
        for (int from = 0; from < length; ) {
            boolean stands = found.get(from);
            int to = stands ? found.nextClearBit(from) : found.nextSetBit(from);
            int end = to < 0 ? length : Math.min(to, length);
            pieces.add(new Cell(cell.text().substring(from, end), stands ? out : cell.style()));
            from = end;
        }
        return pieces;
    }

    private static List<Cell> cells(LogFields fields) {
        return List.of(
                new Cell(Text.padEnd(fields.level(), 5) + " ", fields.bad() ? Style.WARNING : Style.MUTED),
                Cell.of(fields.message() + "  "),
                Cell.muted(fields.fields()));
    }

    /** Draws a line from that row of the area on, or from above it. Returns the row after it. */
    static int draw(Surface area, int row, LogLine line, How how) {
        Parts whole = parts(line, how, area.glyphs());
        boolean locked = how.look().locked() && area.width() - whole.width() > ROOM;
        Parts parts = locked ? whole : whole.joined();
        int col = new Line(parts.columns()).render(area, 1, row);
        Surface place = area.sub(new Rect(col, row, Math.max(0, area.width() - col), Math.max(1, area.height() - row)));
        return how.look().wrapped() ? row + wrapped(place, parts.text()) : row + cut(place, parts.text(), how.left());
    }

    private static int cut(Surface place, List<Cell> text, int left) {
        new Line(text).renderCut(place, -left, 0);
        return 1;
    }

    private static int wrapped(Surface place, List<Cell> text) {
        Line whole = new Line(text);
        if (Text.width(whole.text()) <= place.width()) {
            whole.render(place, 0, 0);
            return 1;
        }
        boolean bad = text.stream().anyMatch(c -> c.style().equals(Style.WARNING));
        BitSet found = found(text);
        List<String> rows = Text.wrap(whole.text(), place.width());
        int from = 0;
        for (int i = 0; i < rows.size(); i++) {
            // Blanks at the ends of rows are left out of them.
            int at = Math.max(from, whole.text().indexOf(rows.get(i), from));
            from = at + rows.get(i).length();
            Cell row = new Cell(rows.get(i), bad ? Style.WARNING : Style.TEXT);
            new Line(marked(row, found.get(at, from))).render(place, 0, i);
        }
        return rows.size();
    }

    private static BitSet found(List<Cell> text) {
        BitSet found = new BitSet();
        int at = 0;
        for (Cell cell : text) {
            found.set(at, at + cell.text().length(), cell.style().underline());
            at += cell.text().length();
        }
        return found;
    }

    /** How many rows a line takes in an area of that width. */
    static int height(LogLine line, How how, int width, Glyphs glyphs) {
        if (!how.look().wrapped()) {
            return 1;
        }
        Parts whole = parts(line, how, glyphs);
        boolean locked = how.look().locked() && width - whole.width() > ROOM;
        int room = Math.max(1, width - 1 - (locked ? whole.width() : 0));
        String text = new Line(locked ? whole.text() : whole.joined().text()).text();
        return Text.width(text) <= room ? 1 : Text.wrap(text, room).size();
    }

    /** The lines with when and where each was written. */
    static String text(List<LogLine> lines) {
        return lines.stream()
                .map(l -> isMark(l)
                        ? l.text()
                        : l.time().map(t -> t + " ").orElse("") + l.source().display() + " " + l.text())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
