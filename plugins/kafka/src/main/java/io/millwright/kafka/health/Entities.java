package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Operators;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether topics and users are taken up. */
final class Entities extends ClusterCheck {
    private static final Duration TERMINATING = Duration.ofMinutes(10);

    Entities() {
        super(
                "kafka.entity",
                "Topics and users",
                Dimension.CONFIGURATION,
                "Deployment NAME-entity-operator: missing though asked for, or not available, is Degraded. KafkaTopics and KafkaUsers whose Ready is"
                        + " False (or NotReady True) are Warning, topics that terminate for 10 min too; objects without an Entity Operator are Warning.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> topics = c.belonging(view, Strimzi.TOPIC);
        List<Resource> users = c.belonging(view, Strimzi.USER);
        operator(c, topics.size() + users.size(), view).ifPresent(findings::add);
        refused(topics, Strimzi.TOPIC, "topics", view).ifPresent(findings::add);
        refused(users, Strimzi.USER, "users", view).ifPresent(findings::add);
        terminating(c, topics, view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> operator(KafkaCluster c, int objects, ClusterView view) {
        ObjectRef ref = c.beside(Kind.DEPLOYMENT, c.name() + "-entity-operator");
        if (!c.entityOperator()) {
            return objects == 0
                    ? Optional.empty()
                    : Optional.of(draft(view, Severity.WARNING, "nothing takes up " + objects + " topics and users")
                            .suffix("absent")
                            .impact("Changes of these objects have no effect in Kafka.")
                            .saw("Entity Operator", c.ref(), "spec.entityOperator", "absent")
                            .manual(
                                    "add it",
                                    "kubectl -n " + c.namespace() + " patch kafka " + c.name()
                                            + " --type merge -p '{\"spec\":{\"entityOperator\":{\"topicOperator\":{},\"userOperator\":{}}}}'")
                            .build());
        }
        if (c.object().at("status").isEmpty() || !c.ready()) {
            return Optional.empty();
        }
        Optional<Resource> deployment = view.get(ref);
        if (deployment.filter(Operators::available).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        Severity.DEGRADED,
                        deployment.isEmpty()
                                ? "the Entity Operator is missing"
                                : "the Entity Operator is not available")
                .suffix("operator")
                .impact("Topics and users can't be made or changed by their objects.")
                .saw(
                        "available",
                        ref,
                        "status.availableReplicas",
                        deployment
                                .map(d -> d.number("status", "availableReplicas")
                                        .orElse(0L)
                                        .toString())
                                .orElse("not there"))
                .manual("look at it", """
                        kubectl -n %1$s describe deployment %2$s
                        kubectl -n %1$s logs deployment/%2$s -c topic-operator --tail=50
                        A watchedNamespace other than the cluster's own needs STRIMZI_ENTITY_OPERATOR_WATCHED_NAMESPACE_ENABLED=true since 1.0.1.
                        """.formatted(ref.namespace(), ref.name()))
                .build());
    }

    private static Optional<Resource> bad(Resource object) {
        return object.items("status", "conditions").stream()
                .filter(k -> {
                    String type = k.text("type").orElse("");
                    String status = k.text("status").orElse("");
                    return (type.equals("Ready") && status.equals("False"))
                            || (type.equals("NotReady") && status.equals("True"));
                })
                .findFirst();
    }

    private Optional<Finding> refused(List<Resource> all, Kind kind, String what, ClusterView view) {
        List<Resource> bad = all.stream().filter(o -> bad(o).isPresent()).toList();
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        var draft = draft(view, Severity.WARNING, bad.size() + " " + what + " aren't as they should be")
                .suffix(what)
                .impact("Kafka doesn't have what these objects say.");
        bad.stream()
                .limit(5)
                .forEach(o -> draft.saw(
                        "condition",
                        o.ref(kind),
                        "status.conditions",
                        bad(o).map(k -> k.text("reason").orElse("") + ": "
                                        + k.text("message").orElse(""))
                                .orElse("")));
        Resource first = bad.getFirst();
        if (kind.equals(Strimzi.TOPIC)) {
            draft.run("change the first one", "change-topic", Map.of("topic", first.name()));
        }
        return Optional.of(draft.manual(
                        "see why",
                        "kubectl -n " + first.namespace() + " describe "
                                + (kind.equals(Strimzi.TOPIC) ? "kafkatopic " : "kafkauser ") + first.name())
                .build());
    }

    private Optional<Finding> terminating(KafkaCluster c, List<Resource> topics, ClusterView view) {
        return topics.stream()
                .filter(t -> t.text("metadata", "deletionTimestamp").isPresent()
                        && longer(age(Times.kubernetes(t.text("metadata", "deletionTimestamp")), view), TERMINATING))
                .findFirst()
                .map(t -> draft(view, Severity.WARNING, "topic " + t.name() + " can't be deleted")
                        .suffix("terminating")
                        .impact("Its namespace can't be deleted either; the topic is still in Kafka.")
                        .saw(
                                "finalizers",
                                t.ref(Strimzi.TOPIC),
                                "metadata.finalizers",
                                t.texts("metadata", "finalizers"))
                        .manual(
                                "let the topic operator do it",
                                "It deletes the topic in Kafka and then takes its finalizer away: kubectl -n "
                                        + t.namespace() + " logs deployment/" + c.name()
                                        + "-entity-operator -c topic-operator --tail=50")
                        .run(
                                "without it, let the objects go and keep the topics",
                                "release-topics",
                                Map.of("namespace", t.namespace(), "cluster", c.name()))
                        .build());
    }
}
