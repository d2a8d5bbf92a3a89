package io.millwright.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command lines by which the screen is usually opened, read without the parser, which would cost the first picture some fifty milliseconds.
 * Reads a subset of what the parser reads, and reads it in the same way.
 */
final class PlainLine implements Given {
    private static final Set<String> FLAGS =
            Set.of("-A", "--all-contexts", "--read-only", "--write", "--ascii", "--screen-reader", "--no-animations");
    private static final Set<String> VALUES = Set.of("-c", "-n", "--context", "--kubeconfig");
    private final Set<String> flags = new HashSet<>();
    private final Map<String, List<String>> values = new HashMap<>();

    private PlainLine() {}

    /** The line, or empty where the parser has to read it: a command, another option, or a mistake. */
    static Optional<PlainLine> read(List<String> arguments) {
        PlainLine line = new PlainLine();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (FLAGS.contains(word) && line.flags.add(word)) {
                continue;
            }
            boolean valued = VALUES.contains(word)
                    && i + 1 < arguments.size()
                    && arguments.get(i + 1).matches("[A-Za-z0-9/.][^=]*")
                    && (word.equals("--context") || !line.values.containsKey(word));
            if (!valued) {
                return Optional.empty();
            }
            line.values.computeIfAbsent(word, k -> new ArrayList<>()).add(arguments.get(++i));
        }
        return Optional.of(line);
    }

    @Override
    public boolean flag(String name) {
        return flags.contains(name);
    }

    @Override
    public Optional<String> option(String name) {
        return options(name).stream().findFirst();
    }

    @Override
    public List<String> options(String name) {
        return values.getOrDefault(name, List.of());
    }
}
