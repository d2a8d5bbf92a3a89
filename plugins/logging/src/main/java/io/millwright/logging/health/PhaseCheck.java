package io.millwright.logging.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Phase;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;

/** Whether the operator reaches what is asked for. */
final class PhaseCheck extends EsCheck {
    PhaseCheck() {
        super(
                "logging.es.phase",
                "Elasticsearch as asked for",
                Dimension.AVAILABILITY,
                "status.phase, status.observedGeneration and conditions: Invalid and Stalled are Critical; work that lasts over 30 minutes is Warning.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        String word = e.object().text("status", "phase").orElse("");
        if (e.paused()) {
            return List.of();
        }
        return switch (e.phase()) {
            case READY -> e.seen() ? List.of() : List.of(behind(e, view));
            case STALLED, INVALID ->
                List.of(base(e, view, Severity.CRITICAL, word + ": " + e.phase().meaning())
                        .suffix(word.toLowerCase(java.util.Locale.ROOT))
                        .impact("No change is applied until a person removes the cause.")
                        .manual(
                                "see why",
                                describe(e)
                                        + (e.phase() == Phase.STALLED
                                                ? "\nSet the number of nodes back, or give indices fewer replicas."
                                                : "\nThe event Validation names the field to correct."))
                        .build());
            case APPLYING, MIGRATING, RESET ->
                longer(e.object().condition("ReconciliationComplete"), Duration.ofMinutes(30), view)
                        ? List.of(base(
                                        e,
                                        view,
                                        Severity.WARNING,
                                        "still " + (word.isEmpty() ? "not taken up" : word) + ": " + e.message())
                                .suffix("slow")
                                .impact("What was asked for isn't there yet, and further changes wait behind it.")
                                .manual(
                                        "see what it waits for",
                                        describe(e) + "\nkubectl -n " + e.namespace() + " get pods -l "
                                                + Names.CLUSTER_LABEL + "=" + e.name())
                                .build())
                        : List.of();
            case UNMAPPED ->
                List.of(base(e, view, Severity.UNKNOWN, "phase '" + word + "' isn't known here")
                        .suffix("unknown")
                        .impact("Whether the operator reaches what is asked for can't be said.")
                        .manual("look yourself", describe(e))
                        .build());
        };
    }

    private FindingDraft base(Elastic e, ClusterView view, Severity severity, String title) {
        return draft(view, severity, title)
                .saw(
                        "phase",
                        e.ref(),
                        "status.phase",
                        e.object().text("status", "phase").orElse("none"))
                .saw("message", e.ref(), "status.conditions[ReconciliationComplete].message", e.message());
    }

    private Finding behind(Elastic e, ClusterView view) {
        return draft(view, Severity.WARNING, "the operator hasn't seen the newest change")
                .suffix("behind")
                .impact("The status tells of an earlier state.")
                .saw("generation", e.ref(), "metadata.generation", e.object().generation())
                .saw(
                        "observed",
                        e.ref(),
                        "status.observedGeneration",
                        e.object().text("status", "observedGeneration").orElse("none"))
                .manual("look at the operator", "kubectl -n elastic-system logs statefulset/elastic-operator --tail=50")
                .build();
    }
}
