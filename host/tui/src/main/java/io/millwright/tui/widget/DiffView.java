package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What changes in a text: lines with {@code +} or {@code -}, and the numbers in words. Colour is only a help. */
public record DiffView(List<Entry> entries, int top) {
    /** What became of a line. */
    public enum Change {
        ADDED,
        REMOVED,
        SAME,
        /** Unchanged lines that are left out; the text says how many. */
        SKIPPED
    }

    /** One line of the difference. */
    public record Entry(Change change, String text) {}

    public DiffView {
        entries = List.copyOf(entries);
        top = Math.clamp(top, 0, Math.max(0, entries.size() - 1));
    }

    public static DiffView of(List<Entry> entries) {
        return new DiffView(entries, 0);
    }

    /** The difference between two texts, with {@code context} unchanged lines around each change. */
    public static DiffView between(List<String> before, List<String> after, int context) {
        return of(shortened(difference(before, after), context));
    }

    /** For example {@code 2 lines added, 1 removed}. */
    public String summary() {
        long added =
                entries.stream().filter(entry -> entry.change == Change.ADDED).count();
        long removed =
                entries.stream().filter(entry -> entry.change == Change.REMOVED).count();
        return added + (added == 1 ? " line" : " lines") + " added, " + removed + " removed";
    }

    /** Whether the last line is in sight, so that the reader could have seen all. */
    public boolean isAtEnd(int height) {
        return top + height >= entries.size();
    }

    /** Scrolls; empty for other keys. */
    public Optional<DiffView> onKey(Key key, int height) {
        int page = Math.max(1, height - 1);
        return switch (key.toString()) {
            case "up", "k" -> Optional.of(scrolled(top - 1, height));
            case "down", "j" -> Optional.of(scrolled(top + 1, height));
            case "pgup", "ctrl-b" -> Optional.of(scrolled(top - page, height));
            case "pgdn", "ctrl-f", "space" -> Optional.of(scrolled(top + page, height));
            case "home", "g" -> Optional.of(scrolled(0, height));
            case "end", "G" -> Optional.of(scrolled(entries.size(), height));
            default -> Optional.empty();
        };
    }

    public void render(Surface surface) {
        boolean words = surface.capabilities().screenReader();
        for (int row = 0; row < surface.height() && top + row < entries.size(); row++) {
            Entry entry = entries.get(top + row);
            String cue = switch (entry.change) {
                case ADDED -> words ? "added: " : "+ ";
                case REMOVED -> words ? "removed: " : "- ";
                case SAME, SKIPPED -> "  ";
            };
            Style style = switch (entry.change) {
                case ADDED -> Style.ADDED;
                case REMOVED -> Style.REMOVED;
                case SAME -> Style.TEXT;
                case SKIPPED -> Style.MUTED;
            };
            int col = surface.put(1, row, cue, style.asBold());
            surface.put(col, row, entry.text, style);
        }
    }

    private DiffView scrolled(int to, int height) {
        return new DiffView(entries, Math.clamp(to, 0, Math.max(0, entries.size() - height)));
    }

    private static List<Entry> difference(List<String> before, List<String> after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<Entry> all = new ArrayList<>();
        before.subList(0, start).forEach(line -> all.add(new Entry(Change.SAME, line)));
        all.addAll(middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end)));
        before.subList(before.size() - end, before.size()).forEach(line -> all.add(new Entry(Change.SAME, line)));
        return all;
    }

    /** By the longest common subsequence; where that would be too large all counts as changed: true, though not short. */
    private static List<Entry> middle(List<String> before, List<String> after) {
        if ((long) before.size() * after.size() > 1_000_000) {
            List<Entry> all = new ArrayList<>();
            before.forEach(line -> all.add(new Entry(Change.REMOVED, line)));
            after.forEach(line -> all.add(new Entry(Change.ADDED, line)));
            return all;
        }
        int[][] common = lengths(before, after);
        List<Entry> reversed = new ArrayList<>();
        int i = before.size();
        int j = after.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && before.get(i - 1).equals(after.get(j - 1))) {
                reversed.add(new Entry(Change.SAME, before.get(--i)));
                j--;
            } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
                reversed.add(new Entry(Change.ADDED, after.get(--j)));
            } else {
                reversed.add(new Entry(Change.REMOVED, before.get(--i)));
            }
        }
        Collections.reverse(reversed);
        return reversed;
    }

    private static int[][] lengths(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = 1; i <= before.size(); i++) {
            for (int j = 1; j <= after.size(); j++) {
                common[i][j] = before.get(i - 1).equals(after.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return common;
    }

    private static List<Entry> shortened(List<Entry> all, int context) {
        List<Entry> kept = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(all, i, context)) {
                if (skipped > 0) {
                    kept.add(new Entry(Change.SKIPPED, "(" + skipped + " unchanged)"));
                    skipped = 0;
                }
                kept.add(all.get(i));
            } else {
                skipped++;
            }
        }
        if (skipped > 0) {
            kept.add(new Entry(Change.SKIPPED, "(" + skipped + " unchanged)"));
        }
        return kept;
    }

    private static boolean isNearChange(List<Entry> all, int at, int context) {
        for (int i = Math.max(0, at - context); i <= Math.min(all.size() - 1, at + context); i++) {
            if (all.get(i).change != Change.SAME) {
                return true;
            }
        }
        return false;
    }
}
