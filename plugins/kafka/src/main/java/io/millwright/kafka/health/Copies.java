package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Mirrors;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would be left if the cluster was lost. Replicas are no backup: a deleted topic is deleted on all of them. */
final class Copies extends ClusterCheck {
    private static final Duration FRESH = Duration.ofDays(7);

    Copies() {
        super(
                "kafka.backup",
                "Copies outside the cluster",
                Dimension.DURABILITY,
                "KafkaMirrorMaker2 objects in this Kubernetes cluster that read from it, and exports of its configuration (ConfigMaps with label"
                        + " millwright.io/kafka-export). Neither is Warning; an export older than the last change of the Kafka and than 7 d is Warning."
                        + " Kafka has no backup of messages: only a mirror is one.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        if (c.object().at("status").isEmpty()) {
            return List.of();
        }
        boolean mirrored = !Mirrors.readingFrom(c, view).isEmpty();
        Optional<Resource> newest =
                view.list(Kind.CONFIG_MAP, Selector.labelled(c.namespace(), Strimzi.EXPORT_LABEL, c.name())).stream()
                        .max(Comparator.comparing(
                                m -> m.text("metadata", "creationTimestamp").orElse("")));
        List<Finding> findings = new ArrayList<>();
        if (newest.isEmpty() && !mirrored) {
            findings.add(draft(view, Severity.WARNING, "nothing of it is kept elsewhere")
                    .suffix("none")
                    .impact("If the cluster is deleted or its disks are lost, messages and configuration are gone.")
                    .saw("exports", c.ref(), "ConfigMaps with label " + Strimzi.EXPORT_LABEL, "none")
                    .saw("mirrors", c.ref(), "KafkaMirrorMaker2 that read from it", "none found here")
                    .run("export the configuration", "export-configuration", Map.of())
                    .manual(
                            "mirror the messages",
                            "Runbook create-mirror copies them to another Kafka: the only copy of messages that Kafka has. If a mirror runs in another"
                                    + " Kubernetes cluster, it can't be seen from here.")
                    .build());
        }
        newest.flatMap(m -> Times.kubernetes(m.text("metadata", "creationTimestamp")))
                .filter(made -> old(c, made, view))
                .ifPresent(made -> findings.add(draft(
                                view,
                                Severity.WARNING,
                                "the configuration was exported " + Times.words(Duration.between(made, view.now()))
                                        + " ago, and changed since")
                        .suffix("stale")
                        .impact("A restore from it makes an older cluster.")
                        .saw("export", newest.get().ref(Kind.CONFIG_MAP), "metadata.creationTimestamp", made)
                        .run("export the configuration", "export-configuration", Map.of())
                        .build()));
        return findings;
    }

    private static boolean old(KafkaCluster c, Instant made, ClusterView view) {
        boolean changed = c.object().items("metadata", "managedFields").stream()
                .filter(m -> m.text("subresource").orElse("").isEmpty())
                .flatMap(m -> Times.kubernetes(m.text("time")).stream())
                .anyMatch(t -> t.isAfter(made));
        return changed && Duration.between(made, view.now()).compareTo(FRESH) > 0;
    }
}
