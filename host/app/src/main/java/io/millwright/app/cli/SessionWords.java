package io.millwright.app.cli;

import io.millwright.app.cli.Completion.Candidate;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The words that depend on plugins and clusters. What can't be told offers nothing: a person who presses Tab is not helped by a problem in
 * the middle of the line; the command itself will tell it.
 */
public final class SessionWords implements Completion.Words {
    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final Session session;
    private final Discovery discovery;

    public SessionWords(Session session) {
        this.session = session;
        GlobalOptions o = session.options();
        this.discovery = new Discovery(new Session(
                session.services(), session.console(), o.timeout().compareTo(LIMIT) > 0 ? o.within(LIMIT) : o));
    }

    @Override
    public List<Candidate> positional(String label, List<String> before) {
        return quietly(() -> switch (label) {
            case "TOOL" -> tools();
            case "TOOL[/NAMESPACE/NAME]" ->
                Stream.concat(tools().stream(), instances(discovery.tools(), InstancesCommand::name))
                        .toList();
            case "RUNBOOK" -> runbooks(before);
            case "TARGET" ->
                instances(List.of(discovery.tool(before.getFirst())), i -> i.id().path())
                        .toList();
            case "SHELL" ->
                Stream.of("bash", "zsh", "fish").map(s -> Candidate.of(s, "")).toList();
            default -> List.of();
        });
    }

    @Override
    public List<Candidate> settings(List<String> positionals) {
        return quietly(() -> runbook(positionals)
                .map(r -> r.info().parameters().stream()
                        .flatMap(SessionWords::setting)
                        .toList())
                .orElse(List.of()));
    }

    @Override
    public List<Candidate> contexts() {
        return quietly(() -> session.services().clusters().contexts().stream()
                .map(c -> Candidate.of(c.name(), c.server()))
                .toList());
    }

    private List<Candidate> tools() {
        return discovery.tools().stream()
                .map(t -> Candidate.of(t.descriptor().id(), t.descriptor().summary()))
                .toList();
    }

    private List<Candidate> runbooks(List<String> before) {
        return discovery.tool(before.getFirst()).runbooks().stream()
                .map(r -> Candidate.of(r.info().id(), r.info().title()))
                .toList();
    }

    private Stream<Candidate> instances(List<Tool> tools, Function<Instance, String> word) {
        return discovery.find(tools, false).stream()
                .flatMap(f -> f.instances().stream())
                .map(i -> Candidate.of(word.apply(i), i.component() + " on " + i.id().cluster()));
    }

    private Optional<Runbook> runbook(List<String> positionals) {
        return positionals.size() < 2
                ? Optional.empty()
                : discovery.tool(positionals.getFirst()).runbooks().stream()
                        .filter(r -> r.info().id().equals(positionals.get(1)))
                        .findFirst();
    }

    private static Stream<Candidate> setting(Parameter p) {
        Stream<String> values = switch (p.type()) {
            case Parameter.Type.Choice c -> c.values().stream();
            case Parameter.Type.YesNo y -> Stream.of("true", "false");
            case Parameter.Type.Text t -> Stream.empty();
            case Parameter.Type.WholeNumber n -> Stream.empty();
            case Parameter.Type.Quantity q -> Stream.empty();
            case Parameter.Type.Document d -> Stream.empty();
            case Parameter.Type.Secret s -> Stream.empty();
        };
        return Stream.concat(
                Stream.of(new Candidate(p.id() + "=", p.label(), false)),
                values.map(v -> Candidate.of(p.id() + "=" + v, p.label())));
    }

    private static List<Candidate> quietly(Supplier<List<Candidate>> words) {
        try {
            return words.get();
        } catch (ProblemException | CommandCancelled untold) {
            return List.of();
        }
    }
}
