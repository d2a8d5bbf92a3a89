package io.millwright.app.testing;

import io.millwright.tui.Frame;
import io.millwright.tui.Style;
import io.millwright.tui.Theme;
import java.util.Locale;
import java.util.Optional;

/** A recording of pictures in the form of asciinema (version 2), with the keys that led to them as its markers. */
public final class Cast {
    private static final Theme THEME = Theme.DARK;

    private final StringBuilder out = new StringBuilder();
    private Optional<Frame> last = Optional.empty();
    private double seconds;

    /** Of pictures of one size. */
    public Cast(String title, int width, int height) {
        out.append("{\"version\": 2, \"width\": %d, \"height\": %d, \"title\": %s}\n"
                .formatted(width, height, quoted(title)));
    }

    /** After a key, that picture is seen for some seconds. */
    public void add(String keys, Frame frame, double seen) {
        event("m", keys);
        event("o", changed(frame));
        last = Optional.of(frame);
        seconds += seen;
    }

    /** The whole of it. */
    public String text() {
        return out.toString();
    }

    private void event(String kind, String data) {
        out.append("[%s, \"%s\", %s]\n".formatted(String.format(Locale.ROOT, "%.1f", seconds), kind, quoted(data)));
    }

    private String changed(Frame frame) {
        StringBuilder bytes = new StringBuilder(last.isEmpty() ? "\u001b[?25l\u001b[2J" : "");
        for (int row = 0; row < frame.size().height(); row++) {
            String now = drawn(frame, row);
            int at = row;
            if (last.filter(before -> drawn(before, at).equals(now)).isEmpty()) {
                bytes.append("\u001b[").append(row + 1).append(";1H").append(now);
            }
        }
        return bytes.toString();
    }

    private static String drawn(Frame frame, int row) {
        StringBuilder bytes = new StringBuilder();
        String style = "";
        for (int col = 0; col < frame.size().width(); col++) {
            String wanted = attributes(frame.style(col, row));
            if (!wanted.equals(style)) {
                bytes.append("\u001b[0;").append(wanted).append('m');
                style = wanted;
            }
            bytes.append(frame.text(col, row));
        }
        return bytes.append("\u001b[0m").toString();
    }

    private static String attributes(Style style) {
        int rgb = THEME.colour(style.ink());
        return (style.bold() ? "1;" : "")
                + (style.underline() ? "4;" : "")
                + (style.reverse() ? "7;" : "")
                + (style.strike() ? "9;" : "")
                + "38;2;" + (rgb >> 16 & 0xff) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
