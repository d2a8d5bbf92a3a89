package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.RebalanceProgress;
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
    private static final Duration BEGINNING = Duration.ofMinutes(15);
    private static final Duration MOTIONLESS = Duration.ofMinutes(30);
    /** How often its estimate a movement may take. */
    private static final int TIMES = 3;

    Rebalancing() {
        super(
                "kafka.rebalance",
                "Rebalances",
                Dimension.CONFIGURATION,
                "The state of each KafkaRebalance but templates: PendingProposal, ProposalReady or Rebalancing for 1 h is Warning; NotReady is"
                        + " Warning, after 15 min Degraded; a state without a rule is Unknown. Rebalancing is Warning after 15 min if three times"
                        + " its estimate is over (of its progress ConfigMap, or dataToMoveMB by replicationThrottle), after 30 min if nothing has"
                        + " moved. An annotation that the operator doesn't accept is Warning.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource rebalance : c.belonging(view, Strimzi.REBALANCE)) {
            if (!RebalanceState.template(rebalance)) {
                one(rebalance, view).ifPresent(findings::add);
                refused(rebalance, view).ifPresent(findings::add);
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
            case PROGRESS, WAITING -> {
                Optional<String> late = word.equals("Rebalancing") ? late(rebalance, age, view) : Optional.empty();
                yield late.isPresent() || (longer(age, SLOW) && !word.equals("New"))
                        ? Optional.of(slow(rebalance, word, age, late.orElse(""), view))
                        : Optional.empty();
            }
        };
    }

    /** Why a movement takes longer than it should, by what is known of its estimate; empty when it doesn't. */
    private static Optional<String> late(Resource rebalance, Optional<Duration> age, ClusterView view) {
        Optional<RebalanceProgress> progress = RebalanceProgress.of(rebalance, view);
        if (!longer(age, BEGINNING)) {
            return Optional.empty();
        }
        Optional<Duration> throttled = throttled(rebalance);
        if (age.isPresent()
                && throttled
                        .filter(t -> age.get().compareTo(t.multipliedBy(TIMES)) > 0)
                        .isPresent()) {
            return Optional.of("By its throttle it should have taken " + Times.words(throttled.get()) + ".");
        }
        Optional<Duration> left = progress.flatMap(RebalanceProgress::left);
        Optional<Duration> unchanged = age(progress.flatMap(RebalanceProgress::written), view);
        if (left.isPresent()
                && unchanged
                        .filter(u ->
                                u.compareTo(left.get().multipliedBy(TIMES)) > 0 && longer(Optional.of(u), BEGINNING))
                        .isPresent()) {
            return Optional.of(Times.words(unchanged.get()) + " ago " + Times.words(left.get())
                    + " were left, and nothing was heard of it since.");
        }
        return progress.flatMap(RebalanceProgress::percent).filter(p -> p == 0).isPresent() && longer(age, MOTIONLESS)
                ? Optional.of("Nothing of its data has moved so far.")
                : Optional.empty();
    }

    /** How long the movement takes when all its data goes through one broker's throttle: longer than it can take. */
    private static Optional<Duration> throttled(Resource rebalance) {
        Optional<Long> throttle =
                rebalance.number("spec", "replicationThrottle").filter(t -> t > 0);
        return throttle.flatMap(t -> rebalance
                .number("status", "optimizationResult", "dataToMoveMB")
                .map(mb -> Duration.ofSeconds(mb * (1 << 20) / t)));
    }

    /** An order that the operator doesn't take stays where it is, and nothing happens. */
    private Optional<Finding> refused(Resource rebalance, ClusterView view) {
        return KafkaCluster.warnings(rebalance).stream()
                .filter(w ->
                        w.text("reason").filter("InvalidAnnotation"::equals).isPresent())
                .findFirst()
                .map(w -> draft(
                                view,
                                Severity.WARNING,
                                "rebalance " + rebalance.name() + " got an order that doesn't fit its state")
                        .suffix("order." + rebalance.name())
                        .impact("Nothing happens: the operator leaves the order where it is.")
                        .saw(
                                "order",
                                rebalance.ref(Strimzi.REBALANCE),
                                "metadata.annotations[" + Strimzi.REBALANCE_ORDER + "]",
                                rebalance.annotation(Strimzi.REBALANCE_ORDER).orElse("none any more"))
                        .saw(
                                "warning",
                                rebalance.ref(Strimzi.REBALANCE),
                                "status.conditions[Warning]",
                                w.text("message").orElse(""))
                        .manual(
                                "take the order away",
                                "kubectl -n " + rebalance.namespace() + " annotate kafkarebalance " + rebalance.name()
                                        + " " + Strimzi.REBALANCE_ORDER + "-")
                        .build());
    }

    private Finding slow(Resource rebalance, String word, Optional<Duration> age, String late, ClusterView view) {
        FindingDraft draft = seen(
                        draft(
                                view,
                                Severity.WARNING,
                                "rebalance " + rebalance.name() + " is " + word
                                        + age.map(a -> " for " + Times.words(a)).orElse("")),
                        rebalance)
                .suffix(rebalance.name())
                .cause(late);
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
                moving(draft, rebalance, view)
                        .manual(
                                "see how far it is",
                                "kubectl -n " + rebalance.namespace() + " get configmap " + rebalance.name()
                                        + " -o yaml\n(completedByteMovementPercentage, estimatedTimeToCompletionInMinutes)")
                        .run("stop it", "stop-rebalance", Map.of("rebalance", rebalance.name()))
                        .build();
        };
    }

    private static FindingDraft moving(FindingDraft draft, Resource rebalance, ClusterView view) {
        RebalanceProgress.of(rebalance, view)
                .ifPresent(p -> draft.saw(
                        "progress",
                        p.ref(),
                        "data." + RebalanceProgress.PERCENT + ", " + RebalanceProgress.LEFT,
                        p.words()));
        return draft.impact("Brokers are busy meanwhile, and must not be restarted.");
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
