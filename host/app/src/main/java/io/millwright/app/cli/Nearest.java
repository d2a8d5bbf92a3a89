package io.millwright.app.cli;

import java.util.Comparator;
import java.util.List;

/** What somebody may have meant. */
final class Nearest {
    private Nearest() {}

    /** At most two of the words, those that differ least; none that differs by more than a third of its letters. */
    static List<String> of(String typed, List<String> words) {
        return words.stream()
                .filter(w -> distance(typed, w) <= Math.max(1, (w.length() + 1) / 3)
                        || w.startsWith(typed) && typed.length() > 1)
                .sorted(Comparator.comparingInt((String w) -> distance(typed, w)))
                .limit(2)
                .toList();
    }

    /** Edits that turn one into the other: insertions, deletions, replacements. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(
                        Math.min(row[j] + 1, row[j - 1] + 1), diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
