package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a restart of nodes is stuck. */
final class RollPending extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration ORDER = Duration.ofMinutes(10);

    RollPending() {
        super(
                "kafka.roll.pending",
                "Restarts that don't end",
                Dimension.AVAILABILITY,
                "StrimziPodSet status.currentPods below pods, 15 min after the newest pod was made, is Warning, after 2 h Critical; annotation"
                        + " manual-rolling-update older than 10 min, or in-place-resizing-error on a pod, is Warning.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (c.paused()) {
            return findings;
        }
        List<Resource> pods = c.pods(view);
        for (Resource set : c.podSets(view)) {
            stuck(c, set, pods, view).ifPresent(findings::add);
        }
        ordered(c, pods, view).ifPresent(findings::add);
        pods.stream()
                .filter(p -> p.annotation("strimzi.io/in-place-resizing-error").isPresent())
                .findFirst()
                .ifPresent(p -> findings.add(draft(view, Severity.WARNING, p.name() + " couldn't be resized in place")
                        .suffix("resize")
                        .impact("It still has its former CPU and memory.")
                        .saw(
                                "error",
                                p.ref(Kind.POD),
                                "metadata.annotations[strimzi.io/in-place-resizing-error]",
                                "set")
                        .run("restart the nodes", "rolling-restart", Map.of())
                        .build()));
        return findings;
    }

    private Optional<Finding> stuck(KafkaCluster c, Resource set, List<Resource> pods, ClusterView view) {
        long all = set.number("status", "pods").orElse(0L);
        long current = set.number("status", "currentPods").orElse(0L);
        if (current >= all) {
            return Optional.empty();
        }
        Optional<Instant> newest = pods.stream()
                .filter(p -> p.label(Strimzi.POOL_LABEL).equals(set.label(Strimzi.POOL_LABEL)))
                .flatMap(p -> Times.kubernetes(p.text("metadata", "creationTimestamp")).stream())
                .max(Instant::compareTo);
        Optional<Instant> changed = set.items("metadata", "managedFields").stream()
                .filter(m -> m.text("subresource").orElse("").isEmpty())
                .flatMap(m -> Times.kubernetes(m.text("time")).stream())
                .max(Instant::compareTo);
        Optional<Instant> since =
                Stream.of(newest, changed).flatMap(Optional::stream).max(Instant::compareTo);
        Optional<Duration> age = age(since, view);
        if (!longer(age, PATIENCE)) {
            return Optional.empty();
        }
        List<String> blocking = c.topicsWithoutSpare(view);
        return Optional.of(draft(
                        view,
                        longer(age, LONG) ? Severity.CRITICAL : Severity.WARNING,
                        (all - current) + " nodes of " + set.name() + " wait for their restart"
                                + age.map(a -> " for " + Times.words(a)).orElse(""))
                .suffix(set.name())
                .impact("They run with the former configuration, version or certificate.")
                .saw("current", set.ref(Strimzi.POD_SET), "status.currentPods / pods", current + " / " + all)
                .since(since)
                .cause(
                        blocking.isEmpty()
                                ? ""
                                : "topics with no replica to spare: "
                                        + String.join(
                                                ", ", blocking.stream().limit(5).toList()))
                .manual("see what it waits for", """
                        kubectl -n %1$s describe kafka %2$s
                        A broker is restarted only when no partition falls below min.insync.replicas by it. Bring missing brokers back, and give
                        topics more replicas than min.insync.replicas. The operator's log names pod and reason.
                        """.formatted(c.namespace(), c.name()))
                .build());
    }

    private Optional<Finding> ordered(KafkaCluster c, List<Resource> pods, ClusterView view) {
        return Stream.concat(c.podSets(view).stream(), pods.stream())
                .filter(o ->
                        o.annotation(Strimzi.MANUAL_ROLL).filter("true"::equals).isPresent())
                .filter(o -> longer(
                        age(
                                o.items("metadata", "managedFields").stream()
                                        .flatMap(m -> Times.kubernetes(m.text("time")).stream())
                                        .max(Instant::compareTo),
                                view),
                        ORDER))
                .findFirst()
                .map(o -> draft(view, Severity.WARNING, "a restart that was ordered isn't done: " + o.name())
                        .suffix("ordered")
                        .impact("The operator only logs that it can't, and the Kafka stays ready.")
                        .compared(
                                o.kind() + " " + o.namespace() + "/" + o.name(),
                                "metadata.annotations[" + Strimzi.MANUAL_ROLL + "]",
                                "true")
                        .manual(
                                "see why, or take the order back",
                                "The operator's log says why. To take it back: kubectl -n " + c.namespace()
                                        + " annotate pod -l strimzi.io/cluster=" + c.name() + " "
                                        + Strimzi.MANUAL_ROLL + "-")
                        .build());
    }
}
