package io.millwright.app.cli;

import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which clusters a command works with. */
final class Scope {
    private Scope() {}

    /**
     * The contexts that were asked for: those of {@code --context}, or all with {@code --all-contexts} and in the sandbox, or the current
     * one.
     *
     * @param allByDefault whether all are meant where none is named
     */
    static List<ClusterSource.Context> asked(GlobalOptions options, ClusterSource clusters, boolean allByDefault) {
        List<ClusterSource.Context> all = clusters.contexts();
        if (!options.contexts().isEmpty()) {
            return options.contexts().stream().map(name -> named(name, all)).toList();
        }
        if (options.allContexts() || allByDefault || options.sandbox()) {
            return all;
        }
        List<ClusterSource.Context> current =
                all.stream().filter(ClusterSource.Context::current).toList();
        if (current.isEmpty()) {
            throw new ProblemException(Problem.user(
                    "choose a cluster",
                    "the kubeconfig",
                    all.isEmpty() ? "it names no context" : "it has no current context",
                    all.isEmpty()
                            ? "Give a kubeconfig with --kubeconfig, or try the sandbox with --sandbox."
                            : "Give --context or --all-contexts."));
        }
        return current;
    }

    /** The namespaces of {@code -n a,b}, or the context's own. */
    static List<String> namespaces(GlobalOptions options, ClusterSource.Context context) {
        return Stream.of(options.namespace().orElse(context.namespace()).split(","))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .distinct()
                .toList();
    }

    private static ClusterSource.Context named(String name, List<ClusterSource.Context> all) {
        return all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = all.stream().map(ClusterSource.Context::name).toList();
            List<String> near = Nearest.of(name, names);
            return new ProblemException(Problem.user(
                    "choose a cluster",
                    "context '" + name + "'",
                    "the kubeconfig has no such context",
                    near.isEmpty()
                            ? "It has: " + names.stream().limit(10).collect(Collectors.joining(", ")) + "."
                            : "Did you mean '" + String.join("' or '", near) + "'?"));
        });
    }
}
