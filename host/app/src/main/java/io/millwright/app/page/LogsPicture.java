package io.millwright.app.page;

import io.millwright.app.browse.LogFields;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How lines of logs are drawn and saved. */
final class LogsPicture {
    private static final LogSource NOBODY = new LogSource("", "", "", "");

    private LogsPicture() {}

    /**
     * How a line is drawn.
     *
     * @param several whether lines come from several containers
     * @param left columns scrolled to the right
     */
    record How(LogsLook look, boolean several, int left) {}

    /** A line of the user's own. */
    static LogLine mark(Instant now) {
        return new LogLine(NOBODY, Optional.of(now), "──── marked at " + now.truncatedTo(ChronoUnit.SECONDS) + " ────");
    }

    static void draw(Surface area, int row, LogLine line, How how) {
        if (line.source().equals(NOBODY)) {
            area.put(1, row, line.text(), Style.ACCENT);
            return;
        }
        int col = 1;
        if (how.look().times()) {
            String time =
                    line.time().map(t -> t.toString().replaceAll("\\..*Z", "Z")).orElse("");
            col = area.put(col, row, time, Style.MUTED) + 1;
        }
        if (how.several()) {
            col = area.put(col, row, Text.truncateMiddle(line.source().display(), 30, area.glyphs()), Style.ACCENT) + 1;
        }
        Optional<LogFields> fields = how.look().fields() ? LogFields.of(line.text()) : Optional.empty();
        int after;
        if (fields.isPresent() && how.left() == 0) {
            LogFields f = fields.get();
            int message = area.put(col, row, Text.padEnd(f.level(), 5), f.bad() ? Style.WARNING : Style.MUTED);
            int rest = area.put(message + 1, row, f.message(), Style.TEXT);
            after = area.put(rest + 2, row, f.fields(), Style.MUTED);
        } else {
            String all = fields.map(f -> f.level() + " " + f.message() + "  " + f.fields())
                    .orElse(line.text());
            after = col
                    + area.sub(new Rect(col, row, Math.max(0, area.width() - col), 1))
                            .put(-how.left(), 0, all, Style.TEXT);
        }
        if (after > area.width()) {
            area.put(area.width() - 1, row, area.glyphs().ellipsis(), Style.MUTED);
        }
    }

    /** The lines with when and where each was written. */
    static String text(List<LogLine> lines) {
        return lines.stream()
                .map(l -> l.source().equals(NOBODY)
                        ? l.text()
                        : l.time().map(t -> t + " ").orElse("") + l.source().display() + " " + l.text())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
