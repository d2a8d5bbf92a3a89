package io.millwright.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of the user's own that a key starts for the selected row of a list of objects. It is started as it is, never through a shell: what
 * stands for a variable is one argument, whatever is in it.
 *
 * @param name what it is called in the settings
 * @param key the name of its key
 * @param says what it does, in a few words
 * @param kinds words for the kinds that it is for; {@code all} for all
 * @param run the program and its arguments; {@code $NAME}, {@code $NAMESPACE}, {@code $CONTEXT} and so on stand for the selected row
 * @param harmless whether its user says that it changes nothing: it is started without a question, also in read-only contexts
 */
public record UserProgram(
        String name, String key, String says, List<String> kinds, List<String> run, boolean harmless) {
    /** What is known of a row besides its columns. */
    static final Set<String> VARIABLES =
            Set.of("NAME", "NAMESPACE", "CONTEXT", "RESOURCE_NAME", "RESOURCE_GROUP", "RESOURCE_VERSION");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "fish");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(COL-[A-Za-z0-9_%/-]+|[A-Z][A-Z0-9_]*)\\}?");
    private static final String COLUMN = "COL-";

    public UserProgram {
        kinds = List.copyOf(kinds);
        run = List.copyOf(run);
    }

    /** The variables in it that nothing here can stand for, sorted. */
    public List<String> unknown() {
        Set<String> unknown = new TreeSet<>();
        Optional<Integer> script = script();
        for (int i = 0; i < run.size(); i++) {
            Matcher found = VARIABLE.matcher(run.get(i));
            boolean inScript = script.equals(Optional.of(i));
            while (found.find()) {
                String variable = found.group(1);
                boolean column = variable.startsWith(COLUMN);
                // A script may have variables of its own; but no shell knows names with a hyphen.
                if (inScript ? column : !column && !VARIABLES.contains(variable)) {
                    unknown.add("$" + variable);
                }
            }
        }
        return List.copyOf(unknown);
    }

    /**
     * The command for those values; empty when a column that it names isn't among them. The script of a shell stays as it is: its variables are in the
     * environment that it gets, where a value is data and no part of the script.
     *
     * @param values by name of variable, columns as {@code COL-AGE}
     */
    public Optional<List<String>> command(Map<String, String> values) {
        Optional<Integer> script = script();
        List<String> command = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            if (script.equals(Optional.of(i))) {
                command.add(run.get(i));
                continue;
            }
            Matcher found = VARIABLE.matcher(run.get(i));
            StringBuilder word = new StringBuilder();
            while (found.find()) {
                Optional<String> value = Optional.ofNullable(values.get(found.group(1)));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                found.appendReplacement(word, Matcher.quoteReplacement(value.get()));
            }
            command.add(found.appendTail(word).toString());
        }
        return Optional.of(command);
    }

    /** Which argument is the script of a shell; empty where the program is none, or gets none. */
    private Optional<Integer> script() {
        String program =
                run.isEmpty() ? "" : run.getFirst().substring(run.getFirst().lastIndexOf('/') + 1);
        if (!SHELLS.contains(program)) {
            return Optional.empty();
        }
        for (int i = 1; i + 1 < run.size(); i++) {
            if (run.get(i).matches("-[a-z]*c[a-z]*")) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }
}
