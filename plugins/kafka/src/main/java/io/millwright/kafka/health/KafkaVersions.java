package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Whether Kafka's version and metadata version are in order. */
final class KafkaVersions extends ClusterCheck {
    private final Versions versions;

    KafkaVersions(Versions versions) {
        super(
                "kafka.version",
                "Kafka and metadata version",
                Dimension.CURRENCY,
                "spec.kafka.version unset is Warning, as it then moves with the operator; one that the operator can't run is Critical; one that the"
                        + " newest operator can't run any more is Warning; a metadata version below Kafka's minor is Warning, as the upgrade isn't final;"
                        + " pods of different versions at rest are Warning; a newer one on offer is Info.");
        this.versions = versions;
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        unset(c, view).ifPresent(findings::add);
        offered(c, view).ifPresent(findings::add);
        metadata(c, view).ifPresent(findings::add);
        mixed(c, view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> unset(KafkaCluster c, ClusterView view) {
        return c.wantedVersion().isPresent()
                ? Optional.empty()
                : Optional.of(draft(view, Severity.WARNING, "no Kafka version is asked for")
                        .suffix("unset")
                        .impact("Upgrading the operator upgrades Kafka at the same time, and its metadata right after.")
                        .saw("wanted", c.ref(), "spec.kafka.version", "absent")
                        .manual(
                                "pin it",
                                "kubectl -n " + c.namespace() + " patch kafka " + c.name()
                                        + " --type merge -p '{\"spec\":{\"kafka\":{\"version\":\""
                                        + c.version().orElse("VERSION") + "\",\"metadataVersion\":\""
                                        + c.metadata().orElse("VERSION") + "\"}}}'")
                        .build());
    }

    private Optional<Finding> offered(KafkaCluster c, ClusterView view) {
        List<Resource> operators = StrimziOperators.watching(view, c.namespace());
        Optional<String> wanted = c.wantedVersion().or(c::version);
        if (operators.isEmpty() || wanted.isEmpty()) {
            return Optional.empty();
        }
        List<String> can = StrimziOperators.kafkaVersions(operators.getFirst());
        if (can.isEmpty()) {
            return Optional.of(draft(view, Severity.UNKNOWN, "which Kafka versions the operator can run isn't told")
                    .suffix("unknown")
                    .impact("Whether this cluster's version is supported can't be said.")
                    .saw(
                            "operator",
                            operators.getFirst().ref(Kind.DEPLOYMENT),
                            "env STRIMZI_KAFKA_IMAGES",
                            "absent or empty")
                    .manual("read the operator's release notes", "https://strimzi.io/downloads/")
                    .build());
        }
        if (!can.contains(wanted.get())) {
            return Optional.of(draft(view, Severity.CRITICAL, "the operator can't run Kafka " + wanted.get())
                    .suffix("unsupported")
                    .impact("The operator leaves the cluster alone: no change, no ordered restart, no certificate.")
                    .saw("wanted", c.ref(), "spec.kafka.version", wanted.get())
                    .compared("the operator can run", "env STRIMZI_KAFKA_IMAGES", String.join(", ", can))
                    .run("upgrade Kafka", "upgrade-kafka", Map.of("version", oldestAbove(can, wanted.get())))
                    .build());
        }
        List<String> newest = versions.kafkaOf(versions.newestOperator().version());
        if (!newest.contains(wanted.get())) {
            return Optional.of(draft(
                            view,
                            Severity.WARNING,
                            "Kafka " + wanted.get() + " is no longer supported by Strimzi "
                                    + versions.newestOperator().version())
                    .suffix("outdated")
                    .impact("The operator can't be upgraded to the newest before Kafka is.")
                    .saw("wanted", c.ref(), "spec.kafka.version", wanted.get())
                    .compared("the newest operator can run", "release catalogue", String.join(", ", newest))
                    .run("upgrade Kafka", "upgrade-kafka", Map.of("version", can.getFirst()))
                    .build());
        }
        return Version.of(wanted.get()).olderThan(Version.of(can.getFirst()))
                ? Optional.of(draft(
                                view,
                                Severity.INFO,
                                "Kafka " + can.getFirst() + " is on offer, " + wanted.get() + " runs")
                        .suffix("newer")
                        .impact("Fixes come with new versions only.")
                        .saw("wanted", c.ref(), "spec.kafka.version", wanted.get())
                        .run("upgrade Kafka", "upgrade-kafka", Map.of("version", can.getFirst()))
                        .build())
                : Optional.empty();
    }

    private static String oldestAbove(List<String> can, String wanted) {
        return can.stream()
                .filter(v -> Version.of(wanted).olderThan(Version.of(v)))
                .reduce((a, b) -> b)
                .orElse(can.getFirst());
    }

    private Optional<Finding> metadata(KafkaCluster c, ClusterView view) {
        Optional<String> version = c.version();
        Optional<String> metadata = c.metadata();
        Optional<String> goal = version.flatMap(versions::metadataOf);
        if (metadata.isEmpty()
                || goal.isEmpty()
                || !Version.of(Version.of(metadata.get()).branch())
                        .olderThan(Version.of(Version.of(goal.get()).branch()))) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        Severity.WARNING,
                        "the upgrade to Kafka " + version.orElse("") + " isn't final: metadata " + metadata.get())
                .suffix("metadata")
                .impact("New features stay off; until it is made final, the former version can still be set back.")
                .saw("metadata", c.ref(), "status.kafkaMetadataVersion", metadata.get())
                .saw("Kafka", c.ref(), "status.kafkaVersion", version.orElse(""))
                .run("make the upgrade final", "finish-upgrade", Map.of())
                .build());
    }

    private Optional<Finding> mixed(KafkaCluster c, ClusterView view) {
        TreeSet<String> running = new TreeSet<>();
        c.pods(view).forEach(p -> p.annotation(Strimzi.KAFKA_VERSION).ifPresent(running::add));
        if (running.size() < 2 || !c.seen()) {
            return Optional.empty();
        }
        var draft = draft(view, Severity.WARNING, "nodes run different versions: " + String.join(", ", running))
                .suffix("mixed")
                .impact("An upgrade has stopped half way.");
        c.pods(view)
                .forEach(p -> draft.saw(
                        "runs",
                        p.ref(Kind.POD),
                        "metadata.annotations[" + Strimzi.KAFKA_VERSION + "]",
                        p.annotation(Strimzi.KAFKA_VERSION).orElse("none")));
        return Optional.of(draft.manual(
                        "see what holds the restart up",
                        "kubectl -n " + c.namespace() + " describe kafka " + c.name()
                                + "\nThe operator's log says which pod it can't restart and why.")
                .build());
    }
}
