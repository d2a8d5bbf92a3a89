package io.millwright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What may be typed next. One answer for the shell's Tab and for the completion scripts of other shells. */
public final class Completion {
    /**
     * One thing that may be typed.
     *
     * @param text the whole word
     * @param description what it is, one line; may be empty
     * @param complete whether a blank follows; {@code --set replicas=} goes on
     */
    public record Candidate(String text, String description, boolean complete) {
        static Candidate of(String text, String description) {
            return new Candidate(text, description, true);
        }
    }

    /** The words that depend on plugins and clusters. Every answer may be empty; none may take long. */
    public interface Words {
        /** Tools, instances, runbooks ...: what a positional parameter of that label may be, given those before it. */
        List<Candidate> positional(String label, List<String> before);

        /** What {@code --set} may say for that command's tool, runbook and target. */
        List<Candidate> settings(List<String> positionals);

        List<Candidate> contexts();
    }

    private final CommandSpec root;
    private final Words words;

    public Completion(CommandSpec root, Words words) {
        this.root = root;
        this.words = words;
    }

    /** The candidates for the word that is being typed, given the whole words before it. */
    public List<Candidate> candidates(List<String> before, String current) {
        CommandSpec here = root;
        List<String> positionals = new ArrayList<>();
        Optional<OptionSpec> waiting = Optional.empty();
        for (String word : before) {
            if (waiting.isPresent()) {
                waiting = Optional.empty();
            } else if (word.startsWith("-")) {
                waiting = option(here, word).filter(o -> o.arity().max() > 0 && !word.contains("="));
            } else if (positionals.isEmpty() && here.subcommands().get(word) instanceof CommandLine below) {
                here = below.getCommandSpec();
            } else {
                positionals.add(word);
            }
        }
        return all(here, positionals, waiting, current)
                .filter(c -> c.text().startsWith(current))
                .distinct()
                .toList();
    }

    private Stream<Candidate> all(
            CommandSpec here, List<String> positionals, Optional<OptionSpec> waiting, String current) {
        if (waiting.isPresent()) {
            return values(waiting.get(), positionals).stream();
        }
        if (current.startsWith("-")) {
            return here.options().stream()
                    .filter(o -> !o.hidden())
                    .flatMap(o -> Stream.of(o.names()).map(n -> Candidate.of(n, String.join(" ", o.description()))))
                    .filter(c -> c.text().startsWith("--") || current.length() < 2);
        }
        Stream<Candidate> commands = positionals.isEmpty()
                ? HelpText.commands(here).stream().map(c -> Candidate.of(c.name(), HelpText.summary(c)))
                : Stream.empty();
        return Stream.concat(
                commands,
                here.positionalParameters().stream()
                        .filter(p -> p.index().contains(positionals.size()))
                        .flatMap(p -> words.positional(p.paramLabel(), positionals).stream()));
    }

    private static Optional<OptionSpec> option(CommandSpec spec, String word) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return spec.options().stream()
                .filter(o -> List.of(o.names()).contains(name))
                .findFirst();
    }

    private List<Candidate> values(OptionSpec option, List<String> positionals) {
        return switch (option.longestName()) {
            case "--output" -> words("table", "wide", "json", "yaml", "name");
            case "--color" -> words("auto", "never", "16", "256", "truecolor");
            case "--context" -> words.contexts();
            case "--set" -> words.settings(positionals);
            case "--command" -> words("fleet", "operations", "plugins", "help");
            default -> List.of();
        };
    }

    private static List<Candidate> words(String... texts) {
        return Stream.of(texts).map(t -> Candidate.of(t, "")).toList();
    }
}
