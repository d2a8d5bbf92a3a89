package io.millwright.engine.plan;

import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.util.List;
import java.util.stream.Stream;

/** What plans' steps come to, those of a {@link Action.ForEach} included. */
public final class Steps {
    private Steps() {}

    /** All of them in their order, those of a ForEach behind it. */
    public static Stream<Step> all(List<Step> steps) {
        return steps.stream()
                .flatMap(s -> s.action() instanceof Action.ForEach each
                        ? Stream.concat(Stream.of(s), all(each.steps()))
                        : Stream.of(s));
    }

    /** The namespaces in which something is changed; a namespace that is changed itself is one of them. */
    public static List<String> namespaces(List<Step> steps) {
        return all(steps)
                .flatMap(s -> namespaces(s.action()))
                .filter(n -> !n.isEmpty())
                .distinct()
                .toList();
    }

    private static Stream<String> namespaces(Action action) {
        return switch (action) {
            case Action.Apply a -> a.objects().stream().map(Steps::namespace);
            case Action.Create a -> Stream.of(namespace(a.object()));
            case Action.Patch a -> Stream.of(namespace(a.object()));
            case Action.Scale a -> Stream.of(namespace(a.object()));
            case Action.Annotate a -> Stream.of(namespace(a.object()));
            case Action.Delete a -> Stream.of(namespace(a.object()));
            case Action.Evict a -> Stream.of(namespace(a.pod()));
            case Action.ForceDelete a -> Stream.of(namespace(a.pod()));
            case Action.Helm a -> Stream.of(a.namespace());
            case Action.HelmRollback a -> Stream.of(a.namespace());
            case Action.Http a -> Stream.of(namespace(a.object()));
            case Action.Exec a -> Stream.of(namespace(a.pod()));
            case Action.ForEach _, Action.Wait _, Action.Look _, Action.Confirm _, Action.Input _, Action.Manual _ ->
                Stream.empty();
        };
    }

    private static String namespace(ObjectRef ref) {
        return ref.kind().equals(Kind.NAMESPACE) ? ref.name() : ref.namespace();
    }

    private static String namespace(Resource object) {
        return object.kind().equals(Kind.NAMESPACE.kind())
                        && object.apiVersion().equals("v1")
                ? object.name()
                : object.namespace();
    }
}
