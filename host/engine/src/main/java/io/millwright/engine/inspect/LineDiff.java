package io.millwright.engine.inspect;

import java.util.ArrayList;
import java.util.List;

/** Line differences by longest common subsequence, with a few unchanged lines around each change. For texts of a manifest's size. */
public final class LineDiff {
    private static final int LIMIT = 4_000;

    private LineDiff() {}

    /** The changed lines with {@code + } or {@code - } before them and {@code context} unchanged ones around; empty when nothing differs. */
    public static List<String> of(String before, String after, int context) {
        List<String> a = before.isEmpty() ? List.of() : before.lines().toList();
        List<String> b = after.isEmpty() ? List.of() : after.lines().toList();
        if (a.equals(b)) {
            return List.of();
        }
        if (a.isEmpty() || (long) a.size() * b.size() > (long) LIMIT * LIMIT / 4) {
            List<String> all = new ArrayList<>();
            a.forEach(l -> all.add("- " + l));
            b.forEach(l -> all.add("+ " + l));
            return all;
        }
        return shortened(merged(a, b, lengths(a, b)), context);
    }

    private static int[][] lengths(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                length[i][j] = a.get(i).equals(b.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static List<String> merged(List<String> a, List<String> b, int[][] length) {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                lines.add("  " + a.get(i++));
                j++;
            } else if (i < a.size() && (j == b.size() || length[i + 1][j] >= length[i][j + 1])) {
                lines.add("- " + a.get(i++));
            } else {
                lines.add("+ " + b.get(j++));
            }
        }
        return lines;
    }

    private static List<String> shortened(List<String> lines, int context) {
        List<String> kept = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (near(lines, i, context)) {
                if (last >= 0 && i > last + 1) {
                    kept.add("  …");
                }
                kept.add(lines.get(i));
                last = i;
            }
        }
        return kept;
    }

    private static boolean near(List<String> lines, int at, int context) {
        for (int i = Math.max(0, at - context); i <= Math.min(lines.size() - 1, at + context); i++) {
            if (!lines.get(i).startsWith("  ")) {
                return true;
            }
        }
        return false;
    }
}
