package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.ConditionMeaning;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Mirrors;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether Connect, mirrors and bridges that work for it do. */
final class Workers extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    Workers() {
        super(
                "kafka.connect",
                "Connect, mirrors and bridges",
                Dimension.AVAILABILITY,
                "KafkaConnect, KafkaMirrorMaker2 and KafkaBridge objects whose bootstrapServers name this cluster, and the connectors of the first:"
                        + " NotReady for 5 min is Warning, of a mirror Degraded; a reason without a rule is Unknown. A connector or a task of one"
                        + " whose state is FAILED is Warning, of a mirror Degraded.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource worker : Mirrors.connectedTo(c, view)) {
            one(worker, kind(worker), view).ifPresent(findings::add);
            worker.items("status", "connectors").stream()
                    .flatMap(s -> failed(worker, kind(worker), s, view).stream())
                    .forEach(findings::add);
            if (worker.kind().equals(Strimzi.CONNECT.kind())) {
                view.list(
                                Strimzi.CONNECTOR,
                                Selector.labelled(worker.namespace(), Strimzi.CLUSTER_LABEL, worker.name()))
                        .forEach(k -> one(k, Strimzi.CONNECTOR, view)
                                .or(() -> failed(k, Strimzi.CONNECTOR, status(k), view))
                                .ifPresent(findings::add));
            }
        }
        return findings;
    }

    private static Kind kind(Resource object) {
        return Strimzi.KINDS.stream()
                .filter(k -> k.kind().equals(object.kind()))
                .findFirst()
                .orElse(Strimzi.CONNECT);
    }

    /** The first part of a connector that has failed, by the status that the operator asked Connect for. */
    private Optional<Finding> failed(Resource of, Kind kind, Resource connector, ClusterView view) {
        List<String> parts = new ArrayList<>();
        if (failed(connector.text("connector", "state"))) {
            parts.add("itself");
        }
        connector.items("tasks").stream()
                .filter(t -> failed(t.text("state")))
                .forEach(t -> parts.add("task " + t.text("id").orElse("?")));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        boolean mirror = kind.equals(Strimzi.MIRROR);
        String name = connector.text("name").orElse(of.name());
        String trace = connector.items("tasks").stream()
                .flatMap(t -> t.text("trace").stream())
                .findFirst()
                .or(() -> connector.text("connector", "trace"))
                .flatMap(t -> t.lines().findFirst())
                .orElse("");
        return Optional.of(draft(
                        view,
                        mirror ? Severity.DEGRADED : Severity.WARNING,
                        "connector " + name + " of " + of.namespace() + "/" + of.name() + " has failed: "
                                + String.join(", ", parts))
                .suffix("failed." + of.name() + "." + name.replaceAll("[^A-Za-z0-9]+", "-"))
                .impact(
                        "What it is for stands still, although its workers run; Kafka Connect doesn't start it again by itself.")
                .saw("state", of.ref(kind), mirror ? "status.connectors" : "status.connectorStatus", "FAILED")
                .cause(trace)
                .manual(
                        "remove the cause, and start it again",
                        mirror
                                ? "kubectl -n " + of.namespace() + " annotate kafkamirrormaker2 " + of.name()
                                        + " strimzi.io/restart-connector=" + name
                                : "kubectl -n " + of.namespace() + " annotate kafkaconnector " + of.name()
                                        + " strimzi.io/restart=true")
                .build());
    }

    /** What Connect says of a connector, in the form in which a mirror's status has it. */
    private static Resource status(Resource connector) {
        return new Resource(Map.of(
                "connector",
                        connector.at("status", "connectorStatus", "connector").orElse(Map.of()),
                "tasks", connector.at("status", "connectorStatus", "tasks").orElse(List.of())));
    }

    private static boolean failed(Optional<String> state) {
        return state.filter("FAILED"::equals).isPresent();
    }

    private Optional<Finding> one(Resource worker, Kind kind, ClusterView view) {
        Optional<Resource> failed = worker.condition("NotReady")
                .filter(n -> n.text("status").orElse("").equals("True"));
        if (failed.isEmpty() || !longer(age(failed.get(), view), PATIENCE)) {
            return Optional.empty();
        }
        Optional<ConditionMeaning> meaning = ConditionMeaning.of(failed.get());
        boolean mirror = kind.equals(Strimzi.MIRROR);
        return Optional.of(draft(
                        view,
                        meaning.isEmpty() ? Severity.UNKNOWN : mirror ? Severity.DEGRADED : Severity.WARNING,
                        kind.kind() + " " + worker.namespace() + "/" + worker.name() + " isn't ready")
                .suffix(kind.kind().toLowerCase(Locale.ROOT) + "." + worker.name())
                .impact(
                        mirror
                                ? "Messages aren't copied: the other cluster falls behind."
                                : "It may move no data, and changes of it aren't applied.")
                .saw(
                        "condition",
                        worker.ref(kind),
                        "status.conditions[NotReady]",
                        failed.get().text("reason").orElse("") + ": "
                                + failed.get().text("message").orElse(""))
                .cause(meaning.map(ConditionMeaning::hint).orElse(""))
                .manual(
                        "see why",
                        "kubectl -n " + worker.namespace() + " describe "
                                + kind.kind().toLowerCase(Locale.ROOT) + " " + worker.name())
                .build());
    }
}
