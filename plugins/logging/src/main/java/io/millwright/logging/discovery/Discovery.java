package io.millwright.logging.discovery;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operator, what it keeps, and the collectors beside it, whoever installed them. */
public final class Discovery {
    private Discovery() {}

    /** Operators, Elasticsearch, Kibana, Logstash, fluent-bit, Loki. A Kibana may have an Elasticsearch's name: its own says {@code -kb}. */
    public static List<Instance> discover(ClusterView view) {
        List<Resource> clusters = view.list(Names.ES, Selector.ALL);
        List<Instance> all = new ArrayList<>();
        Eck.operators(view).forEach(o -> all.add(operator(o, clusters.size(), view)));
        clusters.forEach(c -> all.add(elasticsearch(new Elastic(c), view)));
        view.list(Names.KB, Selector.ALL).forEach(k -> all.add(kept(k, Names.KIBANA, "-kb", view)));
        view.list(Names.LS, Selector.ALL).forEach(l -> all.add(kept(l, Names.LOGSTASH, "-ls", view)));
        Collectors.fluentBits(view).forEach(d -> all.add(fluentBit(d, view)));
        Collectors.lokis(view).forEach(l -> all.add(loki(l, view)));
        return all;
    }

    private static Instance operator(Resource workload, int clusters, ClusterView view) {
        long wanted = workload.number("spec", "replicas").orElse(1L);
        long ready = workload.number("status", "readyReplicas").orElse(0L);
        return new Instance(
                id(workload, "", view),
                Names.OPERATOR,
                Eck.version(workload),
                Installer.of(workload),
                Operators.activity(workload),
                workload,
                Tree.of("ready", ready + "/" + wanted, "clusters", Integer.toString(clusters)));
    }

    private static Instance elasticsearch(Elastic e, ClusterView view) {
        Map<String, String> summary = Tree.of(
                "nodes",
                e.available() + "/" + e.nodes(),
                "health",
                e.health(),
                "storage",
                e.nodeSets().stream().findFirst().map(s -> s.storage()).orElse("–"));
        return new Instance(
                id(e.object(), "", view),
                Names.ELASTICSEARCH,
                e.version(),
                Installer.of(e.object()),
                activity(e),
                e.object(),
                summary);
    }

    private static Activity activity(Elastic e) {
        if (e.paused()) {
            return new Activity(State.PAUSED, "the operator is told to leave it alone", Optional.empty());
        }
        if (e.settled()) {
            return Activity.STEADY;
        }
        State state = e.phase().state();
        return new Activity(state == State.STEADY ? State.CHANGING : state, e.message(), Optional.empty());
    }

    private static Instance kept(Resource object, String component, String suffix, ClusterView view) {
        String available = object.text("status", "availableNodes").orElse("0");
        boolean paused = object.annotation(Names.PAUSE).filter("true"::equals).isPresent();
        boolean seen = object.number("status", "observedGeneration").orElse(-1L) >= object.generation();
        Activity activity = paused
                ? new Activity(State.PAUSED, "the operator is told to leave it alone", Optional.empty())
                : seen
                        ? Activity.STEADY
                        : new Activity(State.CHANGING, "the operator applies a change", Optional.empty());
        return new Instance(
                id(object, suffix, view),
                component,
                object.text("status", "version").filter(v -> !v.isEmpty()),
                Installer.of(object),
                activity,
                object,
                Tree.of(
                        "nodes",
                        available + "/" + object.text("spec", "count").orElse("1"),
                        "health",
                        object.text("status", "health").orElse("unknown")));
    }

    private static Instance fluentBit(Resource set, ClusterView view) {
        long wanted = set.number("status", "desiredNumberScheduled").orElse(0L);
        long ready = set.number("status", "numberReady").orElse(0L);
        boolean rolled = set.number("status", "observedGeneration").orElse(0L) >= set.generation()
                && set.number("status", "updatedNumberScheduled").orElse(0L) >= wanted;
        return new Instance(
                id(set, "", view),
                Names.FLUENT_BIT,
                Collectors.version(set),
                Installer.of(set),
                rolled ? Activity.STEADY : new Activity(State.CHANGING, "rolling out", Optional.empty()),
                set,
                Tree.of("ready", ready + "/" + wanted));
    }

    private static Instance loki(Resource workload, ClusterView view) {
        return new Instance(
                id(workload, "", view),
                Names.LOKI,
                Collectors.version(workload),
                Installer.of(workload),
                Operators.activity(workload),
                workload,
                Tree.of(
                        "ready",
                        workload.number("status", "readyReplicas").orElse(0L) + "/"
                                + workload.number("spec", "replicas").orElse(1L)));
    }

    /** The kind that an instance's root is of. */
    public static Kind kind(Instance instance) {
        return switch (instance.root().kind()) {
            case "Elasticsearch" -> Names.ES;
            case "Kibana" -> Names.KB;
            case "Logstash" -> Names.LS;
            case "DaemonSet" -> Kind.DAEMON_SET;
            case "Deployment" -> Kind.DEPLOYMENT;
            default -> Kind.STATEFUL_SET;
        };
    }

    private static InstanceId id(Resource object, String suffix, ClusterView view) {
        return new InstanceId(Names.TOOL, view.cluster(), object.namespace(), object.name() + suffix);
    }
}
