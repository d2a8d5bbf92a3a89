package io.millwright.app.cli;

import io.millwright.app.SharedReads;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds tools by their ids, and instances by what an operator types. */
final class Discovery {
    /**
     * What one tool found in one cluster.
     *
     * @param problem why it could not be told; then there are no instances, and that doesn't mean "none"
     */
    record Found(Tool tool, String context, List<Instance> instances, Optional<Problem> problem) {
        Found {
            instances = List.copyOf(instances);
        }
    }

    private record Place(Tool tool, ClusterSource.Context context) {}

    private final Session session;

    Discovery(Session session) {
        this.session = session;
    }

    List<Tool> tools() {
        return PluginLoading.tools(session.services().plugins());
    }

    /** The tool of that id. */
    Tool tool(String id) {
        List<Tool> tools = tools();
        return tools.stream()
                .filter(t -> t.descriptor().id().equals(id))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> ids =
                            tools.stream().map(t -> t.descriptor().id()).toList();
                    List<String> near = Nearest.of(id, ids);
                    String known = ids.isEmpty()
                            ? "No plugin was loaded; 'millwright plugins' says why."
                            : "The tools are: " + String.join(", ", ids) + ".";
                    return new ProblemException(Problem.user(
                            "find the tool",
                            "'" + id + "'",
                            "no plugin describes it",
                            near.isEmpty() ? known : "Did you mean '" + String.join("' or '", near) + "'?"));
                });
    }

    /** What these tools find in the clusters that were asked for, all at once. */
    List<Found> find(List<Tool> tools, boolean allByDefault) {
        ClusterSource clusters = session.services().clusters();
        Function<String, ClusterView> look = SharedReads.of(clusters);
        List<Place> places = new ArrayList<>();
        for (ClusterSource.Context context : Scope.asked(session.options(), clusters, allByDefault)) {
            tools.forEach(t -> places.add(new Place(t, context)));
        }
        return InParallel.each(
                places,
                session.options().timeout(),
                p -> found(look, p),
                p -> new Found(p.tool(), p.context().name(), List.of(), Optional.of(late(p))));
    }

    private Found found(Function<String, ClusterView> look, Place place) {
        String context = place.context().name();
        try {
            List<Instance> instances = place.tool().discover(look.apply(context)).stream()
                    .filter(i -> session.options()
                            .namespace()
                            .map(n -> List.of(n.split(",")).contains(i.id().namespace()))
                            .orElse(true))
                    .toList();
            return new Found(place.tool(), context, instances, Optional.empty());
        } catch (ProblemException e) {
            return new Found(place.tool(), context, List.of(), Optional.of(e.problem()));
        }
    }

    private Problem late(Place place) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "look for " + place.tool().descriptor().name(),
                "cluster " + place.context().name(),
                "no answer within " + session.options().timeout().toMillis() + " ms",
                "Check the network, or give it longer with --timeout.",
                Optional.empty());
    }

    /** The one instance that {@code orders}, {@code db/orders} or {@code db/orders@context} means. */
    Instance one(Tool tool, String typed) {
        return one(tool, typed, "");
    }

    /** The same among the instances of one component; an empty component stands for any. */
    Instance one(Tool tool, String typed, String component) {
        int at = typed.lastIndexOf('@');
        String path = at > 0 ? typed.substring(0, at) : typed;
        List<Found> found = find(List.of(tool), false);
        List<Instance> all = found.stream().flatMap(f -> f.instances().stream()).toList();
        List<Instance> hits = all.stream()
                .filter(i -> i.id().path().equals(path) || i.id().name().equals(path))
                .filter(i -> at <= 0 || i.id().cluster().equals(typed.substring(at + 1)))
                .toList();
        if (hits.size() == 1) {
            return hits.getFirst();
        }
        String on = tool.descriptor().id() + " '" + typed + "'";
        if (hits.size() > 1) {
            throw new ProblemException(Problem.user(
                    "choose the instance",
                    on,
                    "it can be " + list(hits),
                    "Name it with namespace and context: "
                            + hits.getFirst().id().path() + " --context "
                            + hits.getFirst().id().cluster()));
        }
        found.stream().flatMap(f -> f.problem().stream()).findFirst().ifPresent(p -> {
            throw new ProblemException(p);
        });
        throw new ProblemException(Problem.user(
                "choose the instance",
                on,
                "there is no such instance in the clusters that were looked at",
                all.isEmpty()
                        ? "There is no instance of it at all; 'millwright instances --all-contexts' looks everywhere."
                        : "There are: " + list(all) + "."));
    }

    private static String list(List<Instance> instances) {
        return instances.stream()
                .limit(8)
                .map(i -> i.id().path() + " on " + i.id().cluster())
                .collect(Collectors.joining(", "));
    }
}
