package io.millwright.app.cli;

import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which objects a command line means, and where they are looked for. The same for every form of the answer: what is named is looked for in the
 * context's own namespace, what is listed in all; {@code -n} and {@code -A} say otherwise.
 *
 * @param namespace as it was typed: one, or several with commas
 * @param everywhere whether {@code -A} was given
 * @param labels a selector; empty for none
 * @param fields a selector; empty for none
 */
record ObjectsAsked(
        List<Target> targets,
        List<ClusterSource.Context> contexts,
        Optional<String> namespace,
        boolean everywhere,
        String labels,
        String fields) {
    /** @throws ProblemException when it contradicts itself, or there is no such cluster */
    static ObjectsAsked of(Arguments arguments, Session session) {
        List<Target> targets = Target.of(arguments.positionals());
        String labels = arguments.option("-l").orElse("");
        String fields = arguments.option("--field-selector").orElse("");
        if (targets.stream().anyMatch(t -> !t.names().isEmpty()) && !(labels + fields).isEmpty()) {
            throw new ProblemException(Problem.user(
                    "read the options",
                    "the command line",
                    "a name and a selector don't go together",
                    "Name the objects, or say with -l or --field-selector which ones are meant."));
        }
        GlobalOptions options = session.options();
        return new ObjectsAsked(
                targets,
                Scope.asked(options, session.services().clusters(), false),
                options.namespace(),
                options.everywhere(),
                labels,
                fields);
    }

    /** Each name of each kind in each cluster, those of a kind together. */
    List<Wanted> wanted() {
        return targets.stream()
                .flatMap(t -> contexts.stream()
                        .flatMap(c -> t.names().isEmpty()
                                ? Stream.of(new Wanted(t.word(), Optional.empty(), c))
                                : t.names().stream().map(n -> new Wanted(t.word(), Optional.of(n), c))))
                .toList();
    }

    /** Where that is looked for: one namespace, several with commas, or empty for all. */
    String scope(Wanted wanted) {
        if (everywhere) {
            return "";
        }
        return namespace.orElse(wanted.name().isPresent() ? wanted.context().namespace() : "");
    }

    /** The list that answers it: of one name one object is asked for, not all of its kind. */
    Query query(Served served, Wanted wanted) {
        return wanted.name()
                .map(n -> new Query(served, scope(wanted), "", "metadata.name=" + n).atOnce())
                .orElseGet(() -> new Query(served, scope(wanted), labels, fields));
    }
}
