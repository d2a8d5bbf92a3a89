package io.millwright.engine.preview;

import io.millwright.engine.check.Refs;
import io.millwright.spi.Action;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Step;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the steps of a plan touch before one of them, so that what is true now may not be true any more when it is its turn: a plan that makes an
 * object and deletes it at its end would seem to skip the deletion, since there is no such object yet.
 */
public final class Touched {
    /** Objects, and the fields of those of which single fields are set; words joined by {@code /}. */
    private final Set<String> places = new HashSet<>();

    /** It is touched from now on. */
    public void add(Action action) {
        places.addAll(places(action));
    }

    /** Whether the action is about anything of it. */
    public boolean meets(Action action) {
        return places(action).stream()
                .anyMatch(one -> places.stream().anyMatch(other -> within(one, other) || within(other, one)));
    }

    private static boolean within(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }

    private static Set<String> places(Action action) {
        return (switch (action) {
                    case Action.Apply a -> a.objects().stream().map(o -> object(Refs.of(o, a.objects())));
                    case Action.Create a -> Stream.of(object(Refs.of(a.object())));
                    case Action.Patch a ->
                        Stream.concat(
                                        fields("", a.patch()),
                                        a.removals().stream().map(r -> "/" + r))
                                .map(f -> object(a.object()) + f);
                    case Action.Annotate a ->
                        a.annotations().keySet().stream()
                                .map(k -> object(a.object()) + "/metadata/annotations/" + word(k));
                    case Action.Scale a -> Stream.of(object(a.object()) + "/spec/replicas");
                    case Action.Delete a -> Stream.of(object(a.object()));
                    case Action.Evict a -> Stream.of(object(a.pod()));
                    case Action.ForceDelete a -> Stream.of(object(a.pod()));
                    case Action.Helm a -> Stream.of("release " + a.namespace() + " " + a.release());
                    case Action.HelmRollback a -> Stream.of("release " + a.namespace() + " " + a.release());
                    case Action.ForEach a ->
                        a.steps().stream().map(Step::action).flatMap(s -> places(s).stream());
                    case Action.Http _,
                            Action.Exec _,
                            Action.Wait _,
                            Action.Look _,
                            Action.Confirm _,
                            Action.Input _,
                            Action.Manual _ -> Stream.<String>empty();
                })
                .collect(Collectors.toSet());
    }

    private static String object(ObjectRef ref) {
        return ref.kind().group() + " " + ref.kind().kind() + " " + ref.namespace() + " " + ref.name();
    }

    private static Stream<String> fields(String above, Map<?, ?> tree) {
        return tree.entrySet().stream().flatMap(e -> {
            String path = above + "/" + word(String.valueOf(e.getKey()));
            return e.getValue() instanceof Map<?, ?> below && !below.isEmpty() ? fields(path, below) : Stream.of(path);
        });
    }

    /** As {@link Action.Patch#removals} has it. */
    private static String word(String key) {
        return key.replace("/", "~1");
    }
}
