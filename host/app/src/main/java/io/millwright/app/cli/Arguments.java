package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What was typed after the program's name: the command's own arguments and the options that every command has. */
public final class Arguments implements Given {
    private final List<ParseResult> chain = new ArrayList<>();

    Arguments(ParseResult root) {
        ParseResult here = root;
        chain.add(here);
        while (here.hasSubcommand()) {
            here = here.subcommand();
            chain.add(here);
        }
    }

    private ParseResult own() {
        return chain.getLast();
    }

    /** The positional parameter at that place, where it was typed. */
    Optional<String> positional(int index) {
        List<String> words = positionals();
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    /** All positional parameters of the command, in order. */
    List<String> positionals() {
        return own().matchedPositionals().stream()
                .flatMap(p -> p.stringValues().stream())
                .toList();
    }

    /** The option's last value, wherever it was typed: before or after the command. */
    @Override
    public Optional<String> option(String name) {
        List<String> all = options(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** All values of an option that may be repeated. */
    @Override
    public List<String> options(String name) {
        List<String> values = new ArrayList<>();
        for (ParseResult part : chain) {
            OptionSpec option = part.matchedOption(name);
            if (option != null) {
                // An inherited option remembers the values of all levels together; the deepest match has them all.
                values = new ArrayList<>(option.stringValues());
            }
        }
        return values;
    }

    @Override
    public boolean flag(String name) {
        return chain.stream().anyMatch(p -> p.hasMatchedOption(name));
    }

    /** The {@code --set name=value} pairs. */
    Map<String, String> settings() {
        return pairs("--set");
    }

    /** The {@code name=value} pairs of an option that may be repeated. */
    Map<String, String> pairs(String option) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String pair : options(option)) {
            int eq = pair.indexOf('=');
            if (eq < 1) {
                throw new ProblemException(Problem.user(
                        "read the parameters",
                        option + " " + pair,
                        "there is no name=value in it",
                        "Write " + option + " name=value, once for each."));
            }
            set.put(pair.substring(0, eq), pair.substring(eq + 1));
        }
        return set;
    }
}
