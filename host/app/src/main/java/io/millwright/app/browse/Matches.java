package io.millwright.app.browse;

import io.millwright.engine.browse.Row;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which characters of what a row shows a filter has found, so that they can be marked. Costs what the text is long. */
@FunctionalInterface
public interface Matches {
    /**
     * The characters that were found, as indexes into the text.
     *
     * @param title of the column, in lower case
     * @param text what the column shows of the row
     */
    BitSet in(Row row, String title, String text);

    /** What any of them finds. */
    static Matches any(List<Matches> all) {
        return (row, title, text) -> {
            BitSet found = new BitSet();
            all.forEach(m -> found.or(m.in(row, title, text)));
            return found;
        };
    }

    /** Wherever that word is, in any case. */
    static Matches word(String word) {
        return (_, _, text) -> places(text, word);
    }

    /** Wherever that expression is found. */
    static Matches expression(Pattern pattern) {
        return (_, _, text) -> places(text, pattern);
    }

    /**
     * Those letters in that order, in the namespace and the name of the row: in the name alone where they all are in it, and together where
     * they stand together.
     *
     * @param letters in lower case
     */
    static Matches letters(String letters) {
        return (row, title, text) -> {
            boolean name = title.equals("name");
            String shown = name ? row.name() : row.namespace();
            // Before and after it may stand what became of the row.
            int from = name || title.equals("namespace") ? text.indexOf(shown) : -1;
            BitSet found = new BitSet();
            if (from >= 0 && !shown.isEmpty()) {
                BitSet all = inNameOrPath(row, letters);
                int start = name ? row.namespace().length() + 1 : 0;
                for (int i = all.nextSetBit(start); i >= 0 && i < start + shown.length(); i = all.nextSetBit(i + 1)) {
                    found.set(from + i - start);
                }
            }
            return found;
        };
    }

    /** Wherever that expression is found in a text. */
    static BitSet places(String text, Pattern pattern) {
        BitSet found = new BitSet();
        Matcher m = pattern.matcher(text);
        while (m.find()) {
            found.set(m.start(), m.end());
        }
        return found;
    }

    /** Wherever that word is in a text, in any case. */
    static BitSet places(String text, String word) {
        BitSet found = new BitSet();
        for (int i = 0; !word.isEmpty() && i <= text.length() - word.length(); i++) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                found.set(i, i + word.length());
            }
        }
        return found;
    }

    /** Whether those letters are in a text in that order. */
    static boolean isInOrder(String text, String letters) {
        return end(text, 0, letters) >= 0;
    }

    /** In {@code namespace/name}. */
    private static BitSet inNameOrPath(Row row, String letters) {
        int start = row.namespace().length() + 1;
        String path = row.namespace() + "/" + row.name();
        return inOrder(path, isInOrder(row.name(), letters) ? start : 0, letters);
    }

    private static BitSet inOrder(String text, int from, String letters) {
        BitSet found = new BitSet();
        int together = text.toLowerCase(Locale.ROOT).indexOf(letters, from);
        if (together >= 0) {
            found.set(together, together + letters.length());
            return found;
        }
        // Back from where the last letter was found, they stand closer than on the way there.
        int left = letters.length();
        for (int i = end(text, from, letters); i >= from && left > 0; i--) {
            if (Character.toLowerCase(text.charAt(i)) == letters.charAt(left - 1)) {
                found.set(i);
                left--;
            }
        }
        return found;
    }

    /** Where the last of the letters is; -1 where they aren't all there. */
    private static int end(String text, int from, String letters) {
        int at = 0;
        for (int i = from; i < text.length() && at < letters.length(); i++) {
            if (Character.toLowerCase(text.charAt(i)) == letters.charAt(at)) {
                at++;
                if (at == letters.length()) {
                    return i;
                }
            }
        }
        return at == letters.length() ? from : -1;
    }
}
