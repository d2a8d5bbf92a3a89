package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether movements of data go on or are forgotten. */
final class Rebalancing extends ClusterCheck {
    private static final Duration SLOW = Duration.ofHours(1);
    private static final Duration FAILED = Duration.ofMinutes(15);

    Rebalancing() {
        super(
                "kafka.rebalance",
                "Rebalances",
                Dimension.CONFIGURATION,
                "The state of each KafkaRebalance but templates: PendingProposal, ProposalReady or Rebalancing for 1 h is Warning; NotReady is"
                        + " Warning, after 15 min Degraded; a state without a rule is Unknown.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource rebalance : c.belonging(view, Strimzi.REBALANCE)) {
            if (!RebalanceState.template(rebalance)) {
                one(rebalance, view).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> one(Resource rebalance, ClusterView view) {
        String word = RebalanceState.word(rebalance);
        Optional<Duration> age = RebalanceState.condition(rebalance).flatMap(s -> age(s, view));
        Optional<RebalanceState> state = RebalanceState.of(word);
        String message = RebalanceState.condition(rebalance)
                .flatMap(s -> s.text("message"))
                .map(m -> ": " + m)
                .orElse("");
        if (state.isEmpty()) {
            return Optional.of(seen(
                            draft(view, Severity.UNKNOWN, "rebalance " + rebalance.name() + " is " + word), rebalance)
                    .suffix("unknown." + rebalance.name())
                    .impact("What this state means isn't known.")
                    .manual(
                            "look at it",
                            "kubectl -n " + rebalance.namespace() + " describe kafkarebalance " + rebalance.name())
                    .build());
        }
        return switch (state.get().meaning()) {
            case DONE -> Optional.empty();
            case FAILED ->
                Optional.of(seen(
                                draft(
                                        view,
                                        longer(age, FAILED) ? Severity.DEGRADED : Severity.WARNING,
                                        "rebalance " + rebalance.name() + " failed" + message),
                                rebalance)
                        .suffix(rebalance.name())
                        .impact("Data isn't where it is wanted; a broker that is to go can't go.")
                        .run("try again", "refresh-rebalance", Map.of("rebalance", rebalance.name()))
                        .build());
            case PROGRESS, WAITING ->
                longer(age, SLOW) && !word.equals("New")
                        ? Optional.of(slow(rebalance, word, age, view))
                        : Optional.empty();
        };
    }

    private Finding slow(Resource rebalance, String word, Optional<Duration> age, ClusterView view) {
        FindingDraft draft = seen(
                        draft(
                                view,
                                Severity.WARNING,
                                "rebalance " + rebalance.name() + " is " + word
                                        + age.map(a -> " for " + Times.words(a)).orElse("")),
                        rebalance)
                .suffix(rebalance.name());
        return switch (word) {
            case "ProposalReady" ->
                draft.impact("Nothing moves before it is approved, and the proposal grows stale.")
                        .run("approve it", "approve-rebalance", Map.of("rebalance", rebalance.name()))
                        .build();
            case "PendingProposal" ->
                draft.impact("Nothing moves: Cruise Control hasn't enough samples, or has lost the task.")
                        .run("ask for a new proposal", "refresh-rebalance", Map.of("rebalance", rebalance.name()))
                        .build();
            default ->
                draft.impact("Brokers are busy meanwhile, and must not be restarted.")
                        .manual(
                                "see how far it is",
                                "kubectl -n " + rebalance.namespace() + " get configmap " + rebalance.name()
                                        + " -o yaml\n(completedByteMovementPercentage, estimatedTimeToCompletionInMinutes)")
                        .run("stop it", "stop-rebalance", Map.of("rebalance", rebalance.name()))
                        .build();
        };
    }

    private static FindingDraft seen(FindingDraft draft, Resource rebalance) {
        return draft.saw(
                        "state",
                        rebalance.ref(Strimzi.REBALANCE),
                        "status.conditions[].type",
                        RebalanceState.word(rebalance))
                .since(RebalanceState.condition(rebalance)
                        .flatMap(s -> Times.kubernetes(s.text("lastTransitionTime"))));
    }
}
