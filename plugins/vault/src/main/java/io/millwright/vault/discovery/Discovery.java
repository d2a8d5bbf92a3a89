package io.millwright.vault.discovery;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds groups of servers by their StatefulSets, and the External Secrets Operator by its Deployment, whoever installed them. */
public final class Discovery {
    private Discovery() {}

    public static List<Instance> discover(ClusterView view) {
        List<Instance> all = new ArrayList<>();
        Server.all(view).forEach(s -> all.add(server(s, view)));
        Eso.controllers(view).forEach(c -> all.add(operator(c, view)));
        return all;
    }

    private static Instance server(Server server, ClusterView view) {
        List<Resource> pods = server.pods(view);
        return new Instance(
                id(server.set(), view),
                Names.SERVER,
                version(server, pods),
                Installer.of(server.set()),
                activity(server, pods),
                server.set(),
                summary(server, pods, view));
    }

    /** What runs, as the servers say of themselves: after an upgrade the template is ahead of them. The oldest counts. */
    private static Optional<String> version(Server server, List<Resource> pods) {
        return pods.stream()
                .flatMap(p -> p.label(server.product().label("version")).stream())
                .map(io.millwright.kit.Version::of)
                .min(io.millwright.kit.Version::compareTo)
                .map(io.millwright.kit.Version::text)
                .or(server::version);
    }

    private static Activity activity(Server server, List<Resource> pods) {
        long old = pods.stream().filter(p -> !server.current(p)).count();
        if (old > 0) {
            return new Activity(
                    State.CHANGING,
                    old + " of " + pods.size() + " servers still run the former template",
                    Optional.empty());
        }
        if (pods.size() < server.replicas()) {
            return new Activity(
                    State.CHANGING, pods.size() + " of " + server.replicas() + " servers are made", Optional.empty());
        }
        return Activity.STEADY;
    }

    private static Map<String, String> summary(Server server, List<Resource> pods, ClusterView view) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("product", server.product().title());
        summary.put("ready", server.ready() + "/" + server.replicas());
        summary.put("leader", server.labelledLeader(view).map(Resource::name).orElse("none"));
        long sealed = pods.stream()
                .filter(p -> p.label(server.product().label("sealed"))
                        .filter("true"::equals)
                        .isPresent())
                .count();
        if (sealed > 0) {
            summary.put("sealed", Long.toString(sealed));
        }
        return summary;
    }

    private static Instance operator(Resource controller, ClusterView view) {
        List<Resource> secrets = view.list(Names.EXTERNAL_SECRET, Selector.ALL);
        long failing = secrets.stream()
                .filter(s -> Reason.of(s).severity().compareTo(io.millwright.spi.Severity.INFO) > 0)
                .count();
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put(
                "ready",
                controller.number("status", "readyReplicas").orElse(0L) + "/"
                        + controller.number("spec", "replicas").orElse(1L));
        summary.put("stores", Integer.toString(Eso.stores(view).size()));
        summary.put("secrets", secrets.size() - failing + "/" + secrets.size());
        return new Instance(
                id(controller, view),
                Names.ESO,
                Eso.version(controller),
                Installer.of(controller),
                Operators.activity(controller),
                controller,
                summary);
    }

    private static InstanceId id(Resource object, ClusterView view) {
        return new InstanceId(Names.TOOL, view.cluster(), object.namespace(), object.name());
    }

    /** The kind that an instance's root is of. */
    public static Kind kind(Instance instance) {
        return instance.root().kind().equals("Deployment") ? Kind.DEPLOYMENT : Kind.STATEFUL_SET;
    }
}
