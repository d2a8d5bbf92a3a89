package io.millwright.engine.preview;

import io.millwright.engine.Redaction;
import io.millwright.engine.check.Refs;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.inspect.LineDiff;
import io.millwright.engine.json.Yaml;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Action;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Helm would do to the objects of a release: what the chart makes, beside what the newest revision holds. Hooks and the definitions in a
 * chart's folder {@code crds} aren't among them: the first go again, the second are made at the first installation alone. Made for one look, in
 * which each chart is rendered once: that takes it from its repository. One thread.
 */
final class HelmChanges {
    private static final int CONTEXT = 3;

    private final ClusterConnection cluster;
    private final Map<Action.Helm, List<Fate>> known = new HashMap<>();
    private final Map<Action.Helm, ProblemException> failed = new HashMap<>();

    /**
     * One object.
     *
     * @param object where it is
     * @param before as the newest revision has it
     * @param after as the next one has it; one that Helm keeps when it goes from the release stays as it is
     */
    record Fate(ObjectRef object, Optional<Resource> before, Optional<Resource> after) {
        /** The right that it needs, as the API server names it; none when nothing is done to it. */
        Optional<String> verb() {
            if (before.isEmpty()) {
                return Optional.of("create");
            }
            return after.isEmpty()
                    ? Optional.of("delete")
                    : before.equals(after) ? Optional.empty() : Optional.of("patch");
        }

        /** For people: its name, and after a change the lines that differ, without secrets' values. */
        Stream<String> lines() {
            String name = object.display();
            return switch (verb().orElse("")) {
                case "create" -> Stream.of("+ " + name);
                case "delete" -> Stream.of("- " + name);
                case "patch" ->
                    Stream.concat(
                            Stream.of("  " + name + ":"), LineDiff.of(text(before), text(after), CONTEXT).stream());
                default -> Stream.empty();
            };
        }

        private static String text(Optional<Resource> object) {
            return object.map(o -> Yaml.write(Redaction.of(o).content())).orElse("");
        }
    }

    HelmChanges(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    /**
     * The objects in the order of the chart, and then those that go.
     *
     * @throws ProblemException when the chart can't be had or rendered, or the release can't be read
     */
    List<Fate> of(Action.Helm action) {
        ProblemException before = failed.get(action);
        if (before != null) {
            throw before;
        }
        try {
            return known.computeIfAbsent(action, this::foreseen);
        } catch (ProblemException e) {
            failed.put(action, e);
            throw e;
        }
    }

    private List<Fate> foreseen(Action.Helm action) {
        Map<ObjectRef, Resource> before = new LinkedHashMap<>();
        if (action.verb() != Action.Helm.Verb.INSTALL) {
            HelmRevision.of(action.namespace(), action.release(), cluster.view()).stream()
                    .limit(1)
                    .forEach(r -> r.objects().forEach(o -> before.put(r.ref(o), o)));
        }
        Map<ObjectRef, Resource> after = new LinkedHashMap<>();
        if (action.verb() != Action.Helm.Verb.UNINSTALL) {
            List<Resource> made = cluster.helm().render(action);
            made.stream()
                    .filter(o -> o.annotation("helm.sh/hook").isEmpty())
                    .forEach(o -> after.put(Refs.of(o, made, action.namespace()), o));
        }
        before.forEach((ref, object) -> {
            if (object.annotation("helm.sh/resource-policy")
                    .filter("keep"::equals)
                    .isPresent()) {
                after.putIfAbsent(ref, object);
            }
        });
        return Stream.concat(after.keySet().stream(), before.keySet().stream())
                .distinct()
                .map(ref -> new Fate(ref, Optional.ofNullable(before.get(ref)), Optional.ofNullable(after.get(ref))))
                .toList();
    }
}
