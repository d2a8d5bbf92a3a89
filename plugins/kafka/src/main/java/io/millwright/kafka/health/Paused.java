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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether somebody has forgotten a pause. */
final class Paused extends ClusterCheck {
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    Paused() {
        super(
                "kafka.paused",
                "Paused objects",
                Dimension.CONFIGURATION,
                "Annotation strimzi.io/pause-reconciliation on the Kafka, its topics, users and rebalances: on the Kafka it is Info, after 1 h"
                        + " Warning; on the others Warning after 1 h.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (c.paused()) {
            findings.add(kafka(c, view));
        }
        List<Resource> others = new ArrayList<>();
        for (Kind kind : List.of(Strimzi.TOPIC, Strimzi.USER, Strimzi.REBALANCE)) {
            c.belonging(view, kind).stream()
                    .filter(o ->
                            o.annotation(Strimzi.PAUSE).filter("true"::equals).isPresent()
                                    && longer(since(o, view), FORGOTTEN))
                    .forEach(others::add);
        }
        if (!others.isEmpty()) {
            findings.add(others(others, c, view));
        }
        return findings;
    }

    private static Optional<Duration> since(Resource object, ClusterView view) {
        return object.condition("ReconciliationPaused").flatMap(p -> age(p, view));
    }

    private Finding kafka(KafkaCluster c, ClusterView view) {
        Optional<Duration> age = since(c.object(), view);
        boolean forgotten = longer(age, FORGOTTEN);
        return draft(
                        view,
                        forgotten ? Severity.WARNING : Severity.INFO,
                        "paused" + age.map(a -> " for " + Times.words(a)).orElse(""))
                .impact("No change is applied, no broker restarted in order and no certificate renewed.")
                .saw("annotation", c.ref(), "metadata.annotations[" + Strimzi.PAUSE + "]", "true")
                .since(c.object().condition("ReconciliationPaused").flatMap(c::since))
                .run("resume", "resume", Map.of())
                .build();
    }

    private Finding others(List<Resource> others, KafkaCluster c, ClusterView view) {
        var draft = draft(view, Severity.WARNING, others.size() + " topics, users or rebalances are paused")
                .suffix("parts")
                .impact("Changes of theirs aren't applied; a user's certificate isn't renewed.");
        others.stream()
                .limit(5)
                .forEach(o -> draft.compared(
                        o.kind() + " " + o.namespace() + "/" + o.name(),
                        "metadata.annotations[" + Strimzi.PAUSE + "]",
                        "true"));
        Resource first = others.getFirst();
        return draft.manual(
                        "resume them",
                        "kubectl -n " + c.namespace() + " annotate "
                                + first.kind().toLowerCase(Locale.ROOT) + " " + first.name() + " "
                                + Strimzi.PAUSE + "-")
                .build();
    }
}
