package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator says it is doing, and whether it has been at it for too long. */
final class ClusterPhase extends ClusterCheck {
    private static final Duration SILENCE = Duration.ofMinutes(2);

    ClusterPhase() {
        super(
                "postgres.cluster.phase",
                "Phase of the cluster",
                Dimension.AVAILABILITY,
                "status.phase by the table of known phases: blocked ones are Critical; ones in progress are Warning when they last longer than"
                        + " the table allows, Critical when they are stuck; an unknown one is Unknown. Age from the condition Ready.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        Duration age = c.readySince()
                .or(c::created)
                .map(t -> Duration.between(t, view.now()))
                .orElse(Duration.ZERO);
        if (c.phase().isEmpty()) {
            return age.compareTo(SILENCE) < 0 ? List.of() : List.of(silent(c, view));
        }
        Optional<Phase> known = Phase.of(c.phase());
        if (known.isEmpty()) {
            return List.of(seen(c, draft(view, Severity.UNKNOWN, "phase '" + c.phase() + "' is not known"))
                    .suffix("unknown")
                    .impact("What the operator is doing can't be judged.")
                    .manual("read the operator's log", log(c))
                    .build());
        }
        Phase phase = known.get();
        return switch (phase.meaning()) {
            case OK -> List.of();
            case BLOCKED -> List.of(blocked(c, phase, view));
            case USER -> List.of(waitsForUser(c, phase, view));
            case PROGRESS, WAITING -> progress(c, phase, age, view);
        };
    }

    private Finding silent(PgCluster c, ClusterView view) {
        return draft(view, Severity.CRITICAL, "the operator hasn't taken up the cluster")
                .suffix("ignored")
                .impact("There is no database: nobody works on this Cluster.")
                .saw("phase", c.ref(), "status.phase", "absent")
                .saw(
                        "created",
                        c.ref(),
                        "metadata.creationTimestamp",
                        c.object().text("metadata", "creationTimestamp").orElse("?"))
                .cause("no operator runs, or it watches other namespaces")
                .since(c.created())
                .manual(
                        "see whether an operator watches this namespace",
                        "kubectl get deployments -A -l app.kubernetes.io/name=cloudnative-pg\n"
                                + "Its setting WATCH_NAMESPACE must be empty or name " + c.namespace() + ".")
                .build();
    }

    private Finding blocked(PgCluster c, Phase phase, ClusterView view) {
        return seen(c, draft(view, Severity.CRITICAL, c.phase()))
                .suffix("blocked")
                .impact("The operator has stopped: nothing fails over, scales or heals until the cause is gone.")
                .cause(c.phaseReason().isEmpty() ? phase.hint() : c.phaseReason() + " (" + phase.hint() + ")")
                .manual("remove the cause", phase.hint() + ".\n" + log(c))
                .build();
    }

    private Finding waitsForUser(PgCluster c, Phase phase, ClusterView view) {
        Optional<String> candidate = c.object().texts("status", "instancesStatus", "healthy").stream()
                .filter(p -> !p.equals(c.currentPrimary().orElse("")))
                .findFirst();
        return seen(c, draft(view, Severity.WARNING, "an update waits for a switchover"))
                .suffix("user")
                .impact("The update isn't live on the primary until somebody switches over.")
                .cause(phase.hint())
                .run(
                        "switch over",
                        "switchover",
                        candidate.map(p -> Map.of("to", p)).orElse(Map.of()))
                .build();
    }

    private List<Finding> progress(PgCluster c, Phase phase, Duration age, ClusterView view) {
        boolean stuck = age.compareTo(phase.stuckAfter()) >= 0;
        boolean late = age.compareTo(phase.warnAfter()) >= 0;
        if (!stuck && !late && !phase.alert() && !phase.down()) {
            return List.of();
        }
        Severity severity =
                stuck ? Severity.CRITICAL : phase.alert() ? Severity.DEGRADED : late ? Severity.WARNING : Severity.INFO;
        return List.of(seen(c, draft(view, severity, c.phase() + " for " + Times.words(age)))
                .suffix(stuck ? "stuck" : late ? "slow" : "busy")
                .impact(
                        phase.down() || phase.alert()
                                ? "The database takes no writes while this lasts."
                                : stuck
                                        ? "The change doesn't come to an end by itself."
                                        : "The change takes longer than usual.")
                .compared(
                        "slow after / stuck after",
                        "threshold",
                        Times.words(phase.warnAfter()) + " / " + Times.words(phase.stuckAfter()))
                .cause(c.phaseReason().isEmpty() ? phase.hint() : c.phaseReason())
                .manual(
                        "find what it waits for",
                        phase.hint() + ".\n" + """
                        kubectl -n %1$s get pods,pvc,jobs -l cnpg.io/cluster=%2$s
                        kubectl -n %1$s get events --field-selector involvedObject.name=%2$s
                        """.formatted(c.namespace(), c.name()) + log(c))
                .build());
    }

    private static FindingDraft seen(PgCluster c, FindingDraft draft) {
        return draft.saw("phase", c.ref(), "status.phase", c.phase())
                .saw("reason", c.ref(), "status.phaseReason", c.phaseReason().isEmpty() ? "none" : c.phaseReason())
                .since(c.healthy() ? Optional.<Instant>empty() : c.readySince());
    }

    private static String log(PgCluster c) {
        return "kubectl logs -n cnpg-system -l app.kubernetes.io/name=cloudnative-pg --tail=500 | grep '\"" + c.name()
                + "\"'";
    }
}
