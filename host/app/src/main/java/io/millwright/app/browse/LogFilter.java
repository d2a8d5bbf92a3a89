package io.millwright.app.browse;

import java.util.BitSet;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which lines of a log are wanted: a regular expression in any case, or {@code !} and one that must not be found. */
public final class LogFilter {
    private LogFilter() {}

    /** The lines meant; all when nothing was typed. What is no regular expression is looked for as written. */
    public static Predicate<String> parse(String typed) {
        String text = typed.strip();
        if (text.isEmpty() || text.equals("!")) {
            return _ -> true;
        }
        return text.startsWith("!") ? isFound(text.substring(1)).negate() : isFound(text);
    }

    /** Which characters of a line that filter has found, so that they can be marked; none where lines are wanted that it isn't found in. */
    public static Function<String, BitSet> found(String typed) {
        String text = typed.strip();
        if (text.isEmpty() || text.startsWith("!")) {
            return _ -> new BitSet();
        }
        try {
            Pattern pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
            return line -> Matches.places(line, pattern);
        } catch (PatternSyntaxException asWritten) {
            return line -> Matches.places(line, text);
        }
    }

    private static Predicate<String> isFound(String word) {
        try {
            return Pattern.compile(word, Pattern.CASE_INSENSITIVE).asPredicate();
        } catch (PatternSyntaxException asWritten) {
            String lower = word.toLowerCase(Locale.ROOT);
            return line -> line.toLowerCase(Locale.ROOT).contains(lower);
        }
    }
}
