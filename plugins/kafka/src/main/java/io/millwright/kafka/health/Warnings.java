package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.ConditionMeaning;
import io.millwright.kafka.strimzi.ConditionMeaning.Meaning;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the operator warns of. */
final class Warnings extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    Warnings() {
        super(
                "kafka.warnings",
                "The operator's warnings",
                Dimension.CONFIGURATION,
                "Conditions of type Warning of the Kafka and its node pools that are 15 min old: each is Warning, ScaleDownPreventionCheck and KafkaStorage are"
                        + " Degraded; one without a rule is Unknown. KafkaMetadataVersion belongs to kafka.version.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource warning : c.warnings()) {
            String reason = warning.text("reason").orElse("");
            if (longer(age(warning, view), PATIENCE) && !reason.equals("KafkaMetadataVersion")) {
                findings.add(of(c, c.ref(), warning, "", view));
            }
        }
        for (NodePool pool : c.pools(view)) {
            for (Resource warning : KafkaCluster.warnings(pool.object())) {
                if (longer(age(warning, view), PATIENCE)) {
                    findings.add(of(c, pool.ref(), warning, ".pool-" + pool.name(), view));
                }
            }
        }
        return findings;
    }

    private Finding of(KafkaCluster c, ObjectRef on, Resource warning, String suffix, ClusterView view) {
        String reason = warning.text("reason").orElse("");
        Optional<ConditionMeaning> meaning = ConditionMeaning.of(warning);
        String message = warning.text("message").orElse("");
        FindingDraft draft = draft(
                        view,
                        meaning.map(m -> m.meaning() == Meaning.RISK ? Severity.DEGRADED : Severity.WARNING)
                                .orElse(Severity.UNKNOWN),
                        meaning.map(ConditionMeaning::hint).orElse("a warning without a rule: " + reason))
                .suffix(word(reason) + suffix)
                .impact(impact(reason))
                .saw("condition", on, "status.conditions[Warning]", reason + ": " + message)
                .since(c.since(warning));
        return remedy(draft, reason, c).build();
    }

    private static String word(String reason) {
        return reason.isEmpty()
                ? "unnamed"
                : reason.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String impact(String reason) {
        return switch (reason) {
            case "KafkaDefaultReplicationFactor", "KafkaMinInsyncReplicas" ->
                "New topics can lose data with a single broker.";
            case "KafkaStorage" -> "The storage that is asked for isn't there, or is lost with a pod.";
            case "ScaleDownPreventionCheck" -> "The brokers stay although fewer are wanted; nothing else is lost.";
            case "PvcResizingWarning" -> "The space that was asked for isn't there.";
            case "KafkaKRaftControllerNodeCount" -> "One controller more costs a node and tolerates no more failures.";
            default -> "The operator thinks that it should be looked at.";
        };
    }

    private static FindingDraft remedy(FindingDraft draft, String reason, KafkaCluster c) {
        return switch (reason) {
            case "KafkaDefaultReplicationFactor" ->
                draft.run(
                        "set the default", "configure", Map.of("setting", "default.replication.factor", "value", "3"));
            case "KafkaMinInsyncReplicas" ->
                draft.run("set it to 2", "configure", Map.of("setting", "min.insync.replicas", "value", "2"));
            case "ScaleDownPreventionCheck" ->
                draft.manual(
                        "move the partitions away, or put the number back",
                        "Runbook scale-in moves partitions first. To keep the brokers, set spec.replicas of the pool back. Never skip the check:"
                                + " that loses data.");
            case "KafkaStorage" ->
                draft.manual(
                        "set the storage back",
                        "Volumes only grow, and their type and class can't be changed: kubectl -n " + c.namespace()
                                + " edit kafkanodepool. For another class make a new pool, move the partitions, then remove the old one.");
            default -> draft.manual("read the warning", "kubectl -n " + c.namespace() + " describe kafka " + c.name());
        };
    }
}
