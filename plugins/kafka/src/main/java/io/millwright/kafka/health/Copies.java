package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.MirrorLag;
import io.millwright.kafka.strimzi.Mirrors;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.VolumeSnapshots;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
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
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BEHIND = Duration.ofHours(1);

    Copies() {
        super(
                "kafka.backup",
                "Copies outside the cluster",
                Dimension.DURABILITY,
                "KafkaMirrorMaker2 objects in this Kubernetes cluster that read from it, VolumeSnapshots of its claims, and exports of its"
                        + " configuration (ConfigMaps with label millwright.io/kafka-export). None of them is Warning; an export older than the last"
                        + " change of the Kafka and than 7 d is Warning; so are snapshots of some volumes only, or of which the oldest is older than"
                        + " 24 h; so is a mirror that is more than 1 h behind by " + MirrorLag.MESSAGES + " or "
                        + MirrorLag.CHECKPOINTS
                        + ", and one that doesn't tell is Unknown. Kafka has no backup of messages: only a mirror is one.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        if (c.object().at("status").isEmpty()) {
            return List.of();
        }
        List<Resource> mirrors = Mirrors.readingFrom(c, view);
        VolumeSnapshots snapshots = VolumeSnapshots.of(c, view);
        Optional<Resource> newest =
                view.list(Kind.CONFIG_MAP, Selector.labelled(c.namespace(), Strimzi.EXPORT_LABEL, c.name())).stream()
                        .max(Comparator.comparing(
                                m -> m.text("metadata", "creationTimestamp").orElse("")));
        List<Finding> findings = new ArrayList<>();
        if (newest.isEmpty() && mirrors.isEmpty() && !snapshots.complete()) {
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
        snapshots(c, snapshots, view).ifPresent(findings::add);
        mirrors.forEach(m -> mirror(m, view).ifPresent(findings::add));
        return findings;
    }

    /** Snapshots of some volumes, or of different days, make no cluster. */
    private Optional<Finding> snapshots(KafkaCluster c, VolumeSnapshots snapshots, ClusterView view) {
        if (!snapshots.any()) {
            return Optional.empty();
        }
        Resource oldest = snapshots.oldest().orElseThrow();
        Optional<Duration> age = age(VolumeSnapshots.made(oldest), view);
        boolean complete = snapshots.complete();
        if (complete && !longer(age, DAY)) {
            return Optional.empty();
        }
        FindingDraft draft = draft(
                        view,
                        Severity.WARNING,
                        complete
                                ? "the snapshots of its volumes are "
                                        + age.map(Times::words).orElse("of unknown age") + " old"
                                : snapshots.without().size() + " of its volumes have no snapshot, others have")
                .suffix(complete ? "snapshots.old" : "snapshots.incomplete")
                .impact(
                        complete
                                ? "Messages written since are in none of them."
                                : "A cluster can't be made of the snapshots of some volumes.")
                .saw(
                        "oldest of the newest",
                        oldest.ref(VolumeSnapshots.KIND),
                        "status.creationTime",
                        VolumeSnapshots.made(oldest).map(String::valueOf).orElse("unknown"));
        snapshots.without().stream()
                .limit(3)
                .forEach(n -> draft.saw(
                        "no snapshot",
                        c.beside(Kind.PERSISTENT_VOLUME_CLAIM, n),
                        "VolumeSnapshots of it",
                        "none ready"));
        return Optional.of(draft.manual(
                        "see who makes them",
                        "kubectl -n " + c.namespace()
                                + " get volumesnapshot\nSnapshots of a running Kafka are taken volume by volume, and aren't of one moment: they are a last resort.")
                .run("export the configuration", "export-configuration", Map.of())
                .build());
    }

    /** The lag of a mirror is what is lost with this Kafka. */
    private Optional<Finding> mirror(Resource mirror, ClusterView view) {
        Optional<MirrorLag> lag = MirrorLag.read(mirror, view);
        List<Resource> workers = MirrorLag.workers(mirror, view);
        if (lag.isEmpty() && (workers.isEmpty() || mirror.condition("Ready").isEmpty())) {
            // That it doesn't run is said by another check.
            return Optional.empty();
        }
        String name = mirror.namespace() + "/" + mirror.name();
        if (lag.isEmpty()) {
            return Optional.of(draft(view, Severity.UNKNOWN, "how far mirror " + name + " is behind can't be seen")
                    .suffix("unknown." + mirror.name())
                    .impact("Its lag is what would be lost with this Kafka.")
                    .saw(
                            "metrics",
                            workers.getFirst().ref(Kind.POD),
                            "port " + Strimzi.METRICS_PORT + " /metrics",
                            "no answer")
                    .manual(
                            "switch its metrics on",
                            "kubectl -n " + mirror.namespace() + " patch kafkamirrormaker2 " + mirror.name()
                                    + " --type merge -p '{\"spec\":{\"metricsConfig\":{\"type\":\"strimziMetricsReporter\",\"values\":{\"allowList\":[\".*\"]}}}}'\nIts workers restart.")
                    .build());
        }
        Optional<Duration> longest = lag.get().longest();
        if (longest.filter(l -> l.compareTo(BEHIND) > 0).isEmpty()) {
            return Optional.empty();
        }
        FindingDraft draft = draft(
                        view, Severity.WARNING, "mirror " + name + " is " + Times.words(longest.get()) + " behind")
                .suffix("behind." + mirror.name())
                .impact("So much is lost with this Kafka, and consumers begin as far back over there.");
        lag.get()
                .messages()
                .ifPresent(l -> draft.saw("messages", mirror.ref(Strimzi.MIRROR), MirrorLag.MESSAGES, Times.words(l)));
        lag.get()
                .checkpoints()
                .ifPresent(l ->
                        draft.saw("checkpoints", mirror.ref(Strimzi.MIRROR), MirrorLag.CHECKPOINTS, Times.words(l)));
        return Optional.of(draft.manual(
                        "let it catch up",
                        "kubectl -n " + mirror.namespace() + " logs -l " + Strimzi.NAME_LABEL + "=" + mirror.name()
                                + "-mirrormaker2 --tail=50\nMore tasks (tasksMax of its connectors) and more replicas copy side by side, up to the number of partitions.")
                .build());
    }

    private static boolean old(KafkaCluster c, Instant made, ClusterView view) {
        boolean changed =
                KafkaCluster.changed(c.object()).filter(t -> t.isAfter(made)).isPresent();
        return changed && Duration.between(made, view.now()).compareTo(FRESH) > 0;
    }
}
