package io.millwright.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program with its arguments, in which variables stand for what is known of a row. */
record ProgramStage(List<String> words) {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "fish");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(COL-[A-Za-z0-9_%/-]+|[A-Z][A-Z0-9_]*)\\}?");
    private static final String COLUMN = "COL-";
    private static final String INPUT = "INPUT_";

    ProgramStage {
        words = List.copyOf(words);
    }

    /** A line as it is typed into a shell, of words and quotes only: nothing else in it means anything. */
    static ProgramStage of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                continue;
            }
            begun = true;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return new ProgramStage(words);
    }

    /** Adds the variables in it that aren't known. */
    void unknown(Set<String> known, Set<String> unknown) {
        Optional<Integer> script = script();
        for (int i = 0; i < words.size(); i++) {
            Matcher found = VARIABLE.matcher(words.get(i));
            boolean inScript = script.equals(Optional.of(i));
            while (found.find()) {
                String variable = found.group(1);
                boolean column = variable.startsWith(COLUMN);
                // A script may have variables of its own; but no shell knows names with a hyphen.
                if (inScript ? column : !column && !known.contains(variable)) {
                    unknown.add("$" + variable);
                }
            }
        }
    }

    /** With those values; empty when one that it names isn't among them. An argument that is nothing but an input that was left empty is left out. */
    Optional<List<String>> filled(Map<String, String> values) {
        Optional<Integer> script = script();
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (script.equals(Optional.of(i))) {
                filled.add(word);
                continue;
            }
            Matcher found = VARIABLE.matcher(word);
            StringBuilder text = new StringBuilder();
            while (found.find()) {
                Optional<String> value = Optional.ofNullable(values.get(found.group(1)));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                found.appendReplacement(text, Matcher.quoteReplacement(value.get()));
            }
            found.appendTail(text);
            Matcher alone = VARIABLE.matcher(word);
            boolean left = text.isEmpty() && alone.matches() && alone.group(1).startsWith(INPUT);
            if (!left) {
                filled.add(text.toString());
            }
        }
        return Optional.of(filled);
    }

    /** Which argument is the script of a shell; empty where the program is none, or gets none. */
    private Optional<Integer> script() {
        String program = words.isEmpty()
                ? ""
                : words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        if (!SHELLS.contains(program)) {
            return Optional.empty();
        }
        for (int i = 1; i + 1 < words.size(); i++) {
            if (words.get(i).matches("-[a-z]*c[a-z]*")) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }
}
