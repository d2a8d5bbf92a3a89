package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One line at the top and the list of what matches it: everything that can be opened or done.
 *
 * @param line what the line itself means, besides what matches it
 */
public record Palette(List<Entry> entries, Input query, int selected, Line line) {
    /**
     * Something to open or to do.
     *
     * @param kind one word: {@code tool}, {@code instance}, {@code action}, {@code runbook} …
     * @param danger a word; empty for what only shows something
     * @param disabled why it can't be chosen; empty when it can
     */
    public record Entry(String id, String label, String kind, String key, String danger, String disabled) {}

    /** What a line that is typed means by itself. Must be cheap: asked for each picture. */
    @FunctionalInterface
    public interface Line {
        /** Nothing, whatever it is. */
        Line NOTHING = typed -> Optional.empty();

        Optional<Meant> of(String typed);
    }

    /** @param certain whether it comes before whatever matches; else it is there only when nothing does */
    public record Meant(Entry entry, boolean certain) {}

    private record Scored(Entry entry, int score, int index) {}

    public Palette {
        entries = List.copyOf(entries);
        selected = Math.max(0, selected);
    }

    /** @param entries the most recent first: their order decides between equals */
    public static Palette of(List<Entry> entries) {
        return of(entries, Line.NOTHING);
    }

    /** The same, where a line means something by itself. */
    public static Palette of(List<Entry> entries, Line line) {
        return new Palette(entries, Input.EMPTY, 0, line);
    }

    /** The same line with these entries. */
    public Palette offering(List<Entry> others, Line newer) {
        return new Palette(others, query, selected, newer);
    }

    private Palette at(int row) {
        return new Palette(entries, query, row, line);
    }

    private Palette typed(Input input) {
        return new Palette(entries, input, 0, line);
    }

    /** What can be chosen: what the line means for certain, then what matches it, the best first. */
    public List<Entry> matches() {
        String typed = query.text().strip();
        if (typed.isEmpty()) {
            return entries;
        }
        List<Entry> found = matching(typed.toLowerCase(Locale.ROOT));
        return line.of(typed)
                .filter(meant -> meant.certain() || found.isEmpty())
                .map(Meant::entry)
                .map(first -> Stream.concat(Stream.of(first), found.stream().filter(e -> !e.id().equals(first.id())))
                        .toList())
                .orElse(found);
    }

    private List<Entry> matching(String wanted) {
        return IntStream.range(0, entries.size())
                .mapToObj(i -> new Scored(entries.get(i), score(wanted, entries.get(i)), i))
                .filter(scored -> scored.score > 0)
                .sorted(Comparator.comparingInt((Scored scored) -> -scored.score)
                        .thenComparingInt(Scored::index))
                .map(Scored::entry)
                .toList();
    }

    /** The entry that Enter would take, disabled or not. */
    public Optional<Entry> chosen() {
        List<Entry> found = matches();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(Math.min(selected, found.size() - 1)));
    }

    /** Types and moves. Enter and escape are the page's. Empty when it isn't a message for a palette. */
    public Optional<Palette> on(Msg msg) {
        if (msg instanceof Pointed.Row row) {
            return Optional.of(at(row.index()));
        }
        if (msg instanceof Key key) {
            int last = Math.max(0, matches().size() - 1);
            switch (key.toString()) {
                case "up", "ctrl-p" -> {
                    return Optional.of(at(Math.min(selected, last) - 1));
                }
                case "down", "ctrl-n" -> {
                    return Optional.of(at(Math.min(selected + 1, last)));
                }
                case "tab" -> {
                    // The line itself, where it is the selected entry, is there already.
                    return Optional.of(matches().stream()
                            .skip(Math.min(selected, last))
                            .map(Entry::label)
                            .filter(label -> !label.equals(query.text().strip()))
                            .findFirst()
                            .map(label -> typed(Input.of(label)))
                            .orElse(this));
                }
                case "enter", "esc" -> {
                    return Optional.empty();
                }
                default -> {
                    // typed, below
                }
            }
        }
        return query.on(msg).map(this::typed);
    }

    /** Draws over the top of the surface: the line, then at most half of the rows. */
    public void render(Surface surface) {
        List<Entry> found = matches();
        int rows = Math.min(Math.max(1, found.size()), Math.max(1, surface.height() / 2));
        Surface area = surface.sub(new Rect(0, 0, surface.width(), rows + 2));
        area.clear();
        area.over("find and open");
        area.put(1, 0, ":", Style.KEY.asBold());
        area.rule(rows + 1);
        if (found.isEmpty()) {
            area.put(3, 1, "nothing matches; Esc goes back", Style.MUTED);
        }
        int at = Math.min(selected, Math.max(0, found.size() - 1));
        int first = Math.max(0, at - rows + 1);
        for (int row = 0; row < rows && first + row < found.size(); row++) {
            entry(area, row + 1, found.get(first + row));
            area.spot(
                    new Rect(0, row + 1, area.width(), 1),
                    new Pointed.Row(found.get(first + row).id(), first + row, true));
            if (first + row == at) {
                Table.highlight(area, row + 1, true);
            }
        }
        // Last, so that the cursor stands where one types.
        query.render(area, 3, 0, surface.width() - 4, true, false);
    }

    private static void entry(Surface area, int row, Entry entry) {
        boolean enabled = entry.disabled.isEmpty();
        int end = area.width() - 1;
        if (!entry.key.isEmpty()) {
            area.putRight(end, row, entry.key, Style.KEY);
        }
        end -= 10;
        String word = enabled ? entry.danger : "can't";
        area.putRight(end, row, word, enabled ? Style.WARNING : Style.MUTED);
        end -= Math.max(14, Text.width(word) + 2);
        area.put(3, row, Text.truncateEnd(entry.kind, 10, area.glyphs()), Style.MUTED);
        int room = Math.max(4, end - 14);
        // Names differ at both ends, a reason is read from its start.
        String label = enabled
                ? Text.truncateMiddle(entry.label, room, area.glyphs())
                : Text.truncateEnd(entry.label + ": " + entry.disabled, room, area.glyphs());
        area.put(14, row, label, enabled ? Style.TEXT : Style.MUTED.asStrike());
    }

    /** 0 for no match. All words must match; a start counts more than a middle, letters in order count least. */
    private static int score(String wanted, Entry entry) {
        String label = entry.label.toLowerCase(Locale.ROOT);
        String all = label + " " + entry.kind.toLowerCase(Locale.ROOT);
        int sum = 0;
        for (String word : wanted.split(" +")) {
            int score = scoreWord(word, label, all);
            if (score == 0) {
                return 0;
            }
            sum += score;
        }
        return sum;
    }

    private static int scoreWord(String word, String label, String all) {
        if (label.startsWith(word)) {
            return 1000;
        }
        int inside = all.indexOf(word);
        if (inside > 0) {
            return Character.isLetterOrDigit(all.charAt(inside - 1)) ? 300 : 500;
        }
        int at = 0;
        int first = -1;
        for (int i = 0; i < word.length(); i++) {
            at = label.indexOf(word.charAt(i), at);
            if (at < 0) {
                return 0;
            }
            first = first < 0 ? at : first;
            at++;
        }
        return Math.max(1, 90 - (at - first));
    }
}
