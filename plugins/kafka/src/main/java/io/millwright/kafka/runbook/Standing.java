package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Operators;
import io.millwright.kit.plan.Constraints;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands against procedures on a Kafka. */
final class Standing {
    private Standing() {}

    /** An operator that runs watches it, and isn't told to leave it alone. */
    static List<Constraint> operated(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        List<Resource> watching = StrimziOperators.watching(view, c.namespace());
        if (watching.isEmpty()) {
            found.add(Constraints.blocks(
                    "unwatched",
                    "no operator watches namespace " + c.namespace(),
                    "install the operator, or add the namespace to those that it watches"));
        } else if (watching.stream().noneMatch(Operators::available)) {
            found.add(Constraints.blocks(
                    "operator-down", "no pod of the operator is available", "bring the operator up"));
        }
        if (c.paused()) {
            found.add(Constraints.blocks("paused", "the operator is told to leave it alone", "runbook resume"));
        }
        return found;
    }

    /** Operated, ready, with nothing going on. */
    static List<Constraint> atRest(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.paused()) {
            return found;
        }
        Optional<Resource> failed = c.notReady();
        if (failed.isPresent() || !c.ready()) {
            found.add(Constraints.blocks(
                    "unsettled",
                    failed.flatMap(f -> f.text("message").or(() -> f.text("reason")))
                            .orElse("it isn't ready"),
                    "wait until it is ready, or remove the cause"));
        } else if (!c.seen()) {
            found.add(Constraints.blocks(
                    "changing", "the operator is still at an earlier change", "wait until it has finished"));
        }
        List<Resource> moving = c.rebalancing(view);
        if (!moving.isEmpty()) {
            found.add(Constraints.blocks(
                    "rebalancing",
                    "rebalance " + moving.getFirst().name() + " is " + RebalanceState.word(moving.getFirst()),
                    "wait until it has finished, or stop it"));
        }
        return found;
    }

    /** At rest, with every topic able to lose one broker: else a roll waits for ever. */
    static List<Constraint> restartable(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(atRest(c, view));
        List<Resource> pods = c.brokers(view);
        List<String> blocking = c.topicsWithoutSpare(view);
        if (pods.size() > 1 && !blocking.isEmpty()) {
            found.add(Constraints.blocks(
                    "blocking-topics",
                    "topics with no replica to spare would stop the restart: "
                            + blocking.stream().limit(5).collect(Collectors.joining(", "))
                            + (blocking.size() > 5 ? " and " + (blocking.size() - 5) + " more" : ""),
                    "give them more replicas than min.insync.replicas"));
        }
        Optional<Resource> down =
                pods.stream().filter(p -> !KafkaCluster.serves(p)).findFirst();
        down.ifPresent(p -> found.add(Constraints.blocks(
                "node-down",
                "node " + p.name() + " doesn't serve",
                "bring it back first: " + p.ref(Kind.POD).display())));
        return found;
    }

    /** Cruise Control is there: it moves partitions. */
    static Optional<Constraint> cruiseControl(KafkaCluster c) {
        return c.cruiseControl()
                ? Optional.empty()
                : Optional.of(Constraints.blocks(
                        "no-cruise-control",
                        "the cluster has no Cruise Control, which moves partitions",
                        "runbook enable-cruise-control"));
    }

    /** Entity Operator is there: it keeps topics and users. */
    static List<Constraint> entities(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (!c.entityOperator()) {
            found.add(Constraints.blocks(
                    "no-entity-operator",
                    "the cluster has no Entity Operator, so nothing takes up topics and users",
                    "add spec.entityOperator with topicOperator and userOperator"));
        } else if (view.get(c.beside(Kind.DEPLOYMENT, c.name() + "-entity-operator"))
                .filter(Operators::available)
                .isEmpty()) {
            found.add(Constraints.blocks(
                    "entity-operator-down",
                    "the Entity Operator isn't available",
                    "look at Deployment " + c.name() + "-entity-operator"));
        }
        return found;
    }
}
