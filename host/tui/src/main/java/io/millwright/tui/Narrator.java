package io.millwright.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tells pictures in lines, for those who listen to the screen: a page when it is opened, then only what is new on it and
 * where the cursor is. Signs are words; what only counts time isn't new. Stateful; one thread.
 */
public final class Narrator {
    private static final Pattern TIME =
            Pattern.compile("\\d+(:\\d\\d)+|(\\d+(\\.\\d+)? ?(ms|min|[smhdy])(?![A-Za-z]))+");
    private static final Pattern GAP = Pattern.compile(" {2,}");
    private static final Pattern SEPARATOR = Pattern.compile("(?<=\\S) [·›] (?=\\S)");
    private static final Pattern POINTER = Pattern.compile("▸(?=\\S)");
    private static final Told NOTHING = new Told("", List.of(), "");

    /** What was said of a picture: what it is of, its lines, where the cursor was. */
    private record Told(String title, List<String> lines, String focus) {}

    private Told page = NOTHING;
    private Told last = NOTHING;

    /** What was told before is forgotten: the next picture is told whole. */
    public void forget() {
        page = NOTHING;
        last = NOTHING;
    }

    /** The lines that say what this picture has that the last one hadn't; often none. */
    public List<String> tell(Frame now) {
        boolean asks = now.over().isPresent();
        String title = words(now.title());
        // Who comes back from a question knows the page.
        Told before = !asks && title.equals(page.title) ? page : last;
        boolean opened = !title.equals(before.title);
        List<String> said = new ArrayList<>();
        if (opened && !title.isEmpty()) {
            said.add(asks ? title : "Page: " + title);
        }
        Rect area =
                now.over().orElse(new Rect(0, 0, now.size().width(), now.size().height()));
        int cursor = now.cursor().map(Position::row).orElse(-1);
        List<String> lines = new ArrayList<>();
        for (int row = area.row(); row < area.row() + area.height(); row++) {
            String text = words(part(now, row, area));
            if (text.isEmpty() || isTitle(text, title)) {
                continue;
            }
            String lasting = lasting(text);
            lines.add(lasting);
            boolean known = opened ? row == 0 && !asks : before.lines.contains(lasting);
            if (!known && row != cursor) {
                said.add(text);
            }
        }
        String at = cursor < 0 ? "" : words(part(now, cursor, area));
        if (!at.isEmpty() && (opened || before != last || !lasting(at).equals(before.focus))) {
            said.add("At: " + at);
        }
        last = new Told(title, lines, lasting(at));
        page = asks ? page : last;
        return said;
    }

    /** What lies beside a question isn't read with it. */
    private static String part(Frame frame, int row, Rect area) {
        StringBuilder out = new StringBuilder();
        for (int col = area.col(); col < area.col() + area.width(); col++) {
            out.append(frame.text(col, row));
        }
        return out.toString();
    }

    /** The sign of an information, which is a letter, may stand before it. */
    private static boolean isTitle(String text, String title) {
        return text.equals(title) || text.equals(Sign.INFO.glyph(Glyphs.UNICODE) + " " + title);
    }

    private static String lasting(String text) {
        return TIME.matcher(text).replaceAll("#");
    }

    /** A row as one would read it out: columns are parts of a sentence, signs are words. */
    private static String words(String row) {
        String text = SEPARATOR.matcher(row.strip()).replaceAll(", ");
        text = POINTER.matcher(text).replaceAll("");
        for (Sign sign : Sign.values()) {
            text = spoken(text, sign);
        }
        return GAP.matcher(text.strip()).replaceAll(", ").replaceAll("^, |, $", "");
    }

    private static String spoken(String text, Sign sign) {
        String glyph = sign.glyph(Glyphs.UNICODE);
        if (sign == Sign.INFO || !text.contains(glyph)) {
            return text; // the sign of an information is a letter
        }
        // A dot is also a bullet and a separator; it is a sign where it is all that its column says.
        String place = sign == Sign.ABSENT ? "(?<=^|  )" + glyph + "(?=  |$)" : Pattern.quote(glyph) + " ?";
        return Pattern.compile(place).matcher(text).replaceAll(found -> word(found, text, sign));
    }

    /** The word, unless it is said beside the sign anyway. */
    private static String word(MatchResult found, String text, Sign sign) {
        boolean counts = found.end() < text.length() && Character.isDigit(text.charAt(found.end()));
        return !counts && text.contains(sign.word()) ? "" : sign.word() + " ";
    }
}
