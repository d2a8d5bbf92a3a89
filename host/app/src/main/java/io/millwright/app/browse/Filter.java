package io.millwright.app.browse;

import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was typed behind {@code /}: regular expressions that all must be found, {@code !} for rows without them, {@code -f} for letters in
 * that order, {@code age<2h} and {@code restarts>3} for amounts, {@code -l app=web} for labels, which the server selects by.
 *
 * @param labels the selector; empty for none
 * @param problem what is wrong with it, which is then taken literally
 * @param matches which characters it has found; empty where it looks for none
 */
public record Filter(
        String text, String labels, Optional<String> problem, Predicate<Row> test, Optional<Matches> matches) {
    public static final Filter NONE = new Filter("", "", Optional.empty(), _ -> true, Optional.empty());

    private static final Pattern COMPARISON = Pattern.compile("([\\p{Alpha}][\\p{Alnum}_%-]*)(<=|>=|!=|<|>|=)(.+)");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\\\[\\](){}.*+?^$|]");
    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum} _:/,@%-]*");

    /**
     * Understands what was typed.
     *
     * @param now what ages are compared with
     */
    public static Filter parse(String typed, List<Column> columns, Instant now) {
        String text = typed.strip();
        if (text.isEmpty()) {
            return NONE;
        }
        if (text.equals("-l") || text.startsWith("-l ")) {
            return new Filter(text, text.substring(2).strip(), Optional.empty(), _ -> true, Optional.empty());
        }
        if (text.equals("-f") || text.startsWith("-f ")) {
            String wanted = text.substring(2).replace(" ", "").toLowerCase(Locale.ROOT);
            return new Filter(
                    text,
                    "",
                    Optional.empty(),
                    r -> Matches.isInOrder(r.namespace() + "/" + r.name(), wanted),
                    Optional.of(Matches.letters(wanted)));
        }
        boolean inverse = text.startsWith("!");
        List<String> problems = new ArrayList<>();
        List<Matches> matches = new ArrayList<>();
        Predicate<Row> all = _ -> true;
        for (String word : (inverse ? text.substring(1) : text).strip().split(" +")) {
            all = all.and(word(word, columns, now, problems, matches));
        }
        boolean without = inverse && text.length() > 1;
        Predicate<Row> test = without ? all.negate() : all;
        Optional<Matches> found = without || matches.isEmpty() ? Optional.empty() : Optional.of(Matches.any(matches));
        return new Filter(text, "", problems.stream().findFirst(), test, found);
    }

    /** Whether rows pass it that didn't a moment ago, or the other way round, since it compares ages. */
    public static boolean growsOld(String typed) {
        return Stream.of(typed.split(" +"))
                .map(COMPARISON::matcher)
                .anyMatch(m -> m.matches() && Ages.parse(m.group(3)).isPresent());
    }

    /** What to type for rows that have one of these texts as their name or in a cell, and nothing beside it there. */
    public static String exactly(List<String> texts) {
        return texts.stream()
                .map(t -> SPECIAL.matcher(t).replaceAll("\\\\$0"))
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    /**
     * @param problems is added what is wrong with the word
     * @param matches is added what it finds, where that is a part of a text
     */
    private static Predicate<Row> word(
            String word, List<Column> columns, Instant now, List<String> problems, List<Matches> matches) {
        Matcher m = COMPARISON.matcher(word);
        if (m.matches()) {
            for (int i = 0; i < columns.size(); i++) {
                String title = columns.get(i).name();
                if (name(title).equals(name(m.group(1)))) {
                    return comparison(i, title, m.group(2), m.group(3), now);
                }
            }
            if (name(m.group(1)).equals("namespace")) {
                return r -> compared(r.namespace().compareToIgnoreCase(m.group(3)), m.group(2));
            }
            if (!columns.isEmpty()) {
                problems.add("no column '" + m.group(1) + "'" + (m.group(2).equals("=") ? "; labels: -l " + word : ""));
            }
        }
        if (PLAIN.matcher(word).matches()) {
            matches.add(Matches.word(word));
            return r -> anywhere(r, text -> contains(text, word));
        }
        try {
            Pattern pattern = Pattern.compile(word, Pattern.CASE_INSENSITIVE);
            matches.add(Matches.expression(pattern));
            return r -> anywhere(r, text -> pattern.matcher(text).find());
        } catch (PatternSyntaxException e) {
            problems.add(e.getDescription());
            matches.add(Matches.word(word));
            return r -> anywhere(r, text -> contains(text, word));
        }
    }

    private static String name(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    private static Predicate<Row> comparison(int column, String title, String sign, String wanted, Instant now) {
        OptionalDouble amount = Amounts.of(wanted, title);
        Optional<Duration> span = Ages.parse(wanted);
        if (span.isPresent() && Ages.grows(title)) {
            long limit = span.get().toSeconds();
            return r -> Ages.moment(r, column, title)
                    .map(then -> compared(Long.compare(now.getEpochSecond() - then, limit), sign))
                    .orElse(false);
        }
        if (amount.isPresent()) {
            return r -> {
                Optional<Long> told = span.isPresent() ? Ages.told(r.cell(column)) : Optional.empty();
                if (told.isPresent()) {
                    long age = now.getEpochSecond() - told.get();
                    return compared(Long.compare(age, span.get().toSeconds()), sign);
                }
                OptionalDouble cell = Amounts.of(r, column, title);
                return cell.isPresent() && compared(Double.compare(cell.getAsDouble(), amount.getAsDouble()), sign);
            };
        }
        return r -> compared(r.cell(column).compareToIgnoreCase(wanted), sign);
    }

    private static boolean compared(int found, String sign) {
        return switch (sign) {
            case "<" -> found < 0;
            case "<=" -> found <= 0;
            case ">" -> found > 0;
            case ">=" -> found >= 0;
            case "!=" -> found != 0;
            default -> found == 0;
        };
    }

    private static boolean anywhere(Row row, Predicate<String> test) {
        if (test.test(row.name()) || test.test(row.namespace()) || test.test(row.cluster())) {
            return true;
        }
        for (String cell : row.cells()) {
            if (test.test(cell)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String text, String word) {
        for (int i = 0; i <= text.length() - word.length(); i++) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
