package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A check of one Kafka. */
abstract class ClusterCheck extends RootCheck {
    ClusterCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Strimzi.CLUSTER_COMPONENT, Strimzi.KAFKA, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new KafkaCluster(root), view);
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.manual(
                "refresh",
                "Refresh the fleet; if the Kafka was deleted by mistake, look for its volumes:\n"
                        + "kubectl get pvc -n " + instance.id().namespace() + " -l " + Strimzi.CLUSTER_LABEL + "="
                        + instance.id().name() + "\nand see runbook restore-cluster.");
    }

    /** The findings about that Kafka. */
    abstract List<Finding> look(KafkaCluster c, ClusterView view);

    /** How long ago that was; empty when it isn't known. */
    static Optional<Duration> age(Optional<Instant> since, ClusterView view) {
        return since.map(t -> Duration.between(t, view.now()));
    }

    /** How long ago the condition came to be. */
    static Optional<Duration> age(Resource condition, ClusterView view) {
        return age(Times.kubernetes(condition.text("lastTransitionTime")), view);
    }

    /** Whether it has been so for that long; what isn't known counts as long. */
    static boolean longer(Optional<Duration> age, Duration than) {
        return age.map(a -> a.compareTo(than) >= 0).orElse(true);
    }
}
