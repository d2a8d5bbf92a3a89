package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.ConditionMeaning;
import io.millwright.kafka.strimzi.ConditionMeaning.Meaning;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the last reconciliation succeeded. */
final class Readiness extends ClusterCheck {
    private static final Duration WARNING = Duration.ofMinutes(5);
    private static final Duration CRITICAL = Duration.ofMinutes(15);

    Readiness() {
        super(
                "kafka.ready",
                "Last reconciliation",
                Dimension.AVAILABILITY,
                "Kafka status.conditions: NotReady for 5 min is Warning, for 15 min Critical; Creating counts from 15 min on as Degraded. A reason"
                        + " without a rule is Unknown.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        Optional<Resource> failed = c.notReady();
        if (failed.isEmpty()) {
            return List.of();
        }
        Resource condition = failed.get();
        Optional<Duration> age = age(condition, view);
        String reason = condition.text("reason").orElse("");
        String message = condition.text("message").orElse("no message");
        Optional<ConditionMeaning> meaning = ConditionMeaning.of(condition);
        if (meaning.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "not ready for a reason without a rule: " + reason)
                    .suffix("unknown")
                    .impact("What it means for the cluster isn't known; changes aren't applied meanwhile.")
                    .saw("condition", c.ref(), "status.conditions[NotReady]", reason + ": " + message)
                    .since(c.since(condition))
                    .manual("see what the operator says", describe(c))
                    .build());
        }
        boolean creating = meaning.get().meaning() == Meaning.PROGRESS;
        if (!longer(age, creating ? CRITICAL : WARNING)) {
            return List.of();
        }
        Severity severity = creating ? Severity.DEGRADED : longer(age, CRITICAL) ? Severity.CRITICAL : Severity.WARNING;
        return List.of(draft(
                        view,
                        severity,
                        "not ready" + age.map(a -> " for " + Times.words(a)).orElse("") + ": " + reason)
                .impact("Changes aren't applied, and what was broken isn't repaired; brokers that run go on serving.")
                .saw("condition", c.ref(), "status.conditions[NotReady]", reason + ": " + message)
                .cause(meaning.get().hint())
                .since(c.since(condition))
                .manual("see what the operator says", describe(c))
                .build());
    }

    private static String describe(KafkaCluster c) {
        return """
                kubectl -n %1$s describe kafka %2$s
                kubectl -n %1$s get pods -l strimzi.io/cluster=%2$s
                kubectl -n %1$s get events --sort-by=.lastTimestamp | tail -20
                """.formatted(c.namespace(), c.name());
    }
}
