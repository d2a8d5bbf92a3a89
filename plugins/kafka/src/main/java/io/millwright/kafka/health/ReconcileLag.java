package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the operator has taken up what is wanted. */
final class ReconcileLag extends ClusterCheck {
    private static final Duration UNSEEN = Duration.ofMinutes(5);
    private static final Duration WARNING = Duration.ofMinutes(15);
    private static final Duration CRITICAL = Duration.ofMinutes(60);

    ReconcileLag() {
        super(
                "kafka.reconcile.lag",
                "Changes taken up",
                Dimension.CONFIGURATION,
                "metadata.generation against status.observedGeneration: behind for 15 min is Warning, for 60 min Critical. No status at all 5 min"
                        + " after it was made is Critical: no operator watches the namespace, or none runs.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        if (c.paused()) {
            return List.of();
        }
        if (c.object().at("status").isEmpty()) {
            return unseen(c, view);
        }
        if (c.seen()) {
            return List.of();
        }
        Optional<Instant> changed = KafkaCluster.changed(c.object());
        Optional<Duration> age = age(changed, view);
        if (!longer(age, WARNING)) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        age.isPresent() && longer(age, CRITICAL) ? Severity.CRITICAL : Severity.WARNING,
                        "a change isn't applied"
                                + age.map(a -> " after " + Times.words(a)).orElse(""))
                .impact("What is wanted isn't what runs; a restart of all nodes may be stuck.")
                .saw("generation", c.ref(), "metadata.generation", c.object().generation())
                .saw(
                        "observed",
                        c.ref(),
                        "status.observedGeneration",
                        c.object().text("status", "observedGeneration").orElse("none"))
                .since(changed)
                .manual("see what it waits for", """
                        kubectl -n %1$s get strimzipodset -l strimzi.io/cluster=%2$s
                        kubectl -n %1$s get events --field-selector reason=PodHasOldRevision
                        The operator's log says which pod it can't restart and why.
                        """.formatted(c.namespace(), c.name()))
                .build());
    }

    private List<Finding> unseen(KafkaCluster c, ClusterView view) {
        Optional<Instant> made = Times.kubernetes(c.object().text("metadata", "creationTimestamp"));
        if (!longer(age(made, view), UNSEEN)) {
            return List.of();
        }
        List<Resource> watching = StrimziOperators.watching(view, c.namespace());
        var draft = draft(view, Severity.CRITICAL, "no operator has taken it up")
                .suffix("unwatched")
                .impact("There is no cluster: nothing is made until an operator watches the namespace.")
                .saw("status", c.ref(), "status", "absent")
                .compared("operators that watch " + c.namespace(), "env STRIMZI_NAMESPACE", watching.size())
                .since(made);
        return List.of(
                watching.isEmpty()
                        ? draft.manual(
                                        "let an operator watch the namespace",
                                        "Add it to the chart's value watchNamespaces, or set watchAnyNamespace, and upgrade the release.")
                                .build()
                        : draft.manual(
                                        "look at the operator",
                                        "kubectl -n " + watching.getFirst().namespace() + " logs deployment/"
                                                + watching.getFirst().name() + " --tail=50")
                                .build());
    }
}
