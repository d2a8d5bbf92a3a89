package io.millwright.metrics.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Spans;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes how long, and how much, a Prometheus keeps. */
final class SetRetention extends ServerRunbook {
    private static final List<Parameter> OWN = List.of(
            Ask.text(
                    "retention",
                    "Time",
                    "How long samples are kept; empty leaves it as it is.",
                    "(?=.)" + Spans.PATTERN,
                    "a time such as 10d, 36h or 1y"),
            Ask.text(
                    "size",
                    "Size",
                    "How much is kept at most; empty leaves it as it is. At most 80 % of the volume.",
                    "\\d+(\\.\\d+)?[KMGTP]i?B",
                    "a size such as 40GB; Prometheus writes B behind it"));

    SetRetention() {
        super(
                new RunbookInfo(
                        "set-retention",
                        "Change the retention",
                        Intent.CONFIGURE,
                        Danger.DATA_LOSS,
                        "Sets how long and how much is kept, and waits until Prometheus itself says so. Raising it is harmless.",
                        Optional.of(Names.PROMETHEUS),
                        Change.with(OWN, Optional.empty()),
                        List.of(
                                "Lowering it deletes the older samples for good within two hours.",
                                "Raising it fills the volume: grow it first.",
                                "Prometheus before 3.11 restarts for it."),
                        List.of("https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects")),
                true);
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return Change.with(OWN, Change.target(target, view));
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String time = request.input("retention");
        String size = request.input("size");
        if (time.isEmpty() && size.isEmpty()) {
            throw refused(s.path(), "neither time nor size is given", "Give one of them.");
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        if (!time.isEmpty()) {
            spec.put("retention", time);
        }
        if (!size.isEmpty()) {
            spec.put("retentionSize", size);
        }
        boolean less = shorter(s, time) || smaller(s, size);
        fits(s, size);
        Change.owner(s, draft);
        draft.step(settled(s));
        Step change = Change.step(
                s,
                request,
                "change",
                "keeps " + (time.isEmpty() ? "" : time)
                        + (size.isEmpty() ? "" : (time.isEmpty() ? "" : ", at most ") + size),
                "The operator renders it into the configuration.",
                spec,
                spec,
                Change.now(s, spec.keySet().toArray(String[]::new)),
                less ? new Undo.None("what has been deleted is gone: restore it from a backup") : Undo.EXACT);
        draft.step(less ? change.noReturn() : change);
        if (!time.isEmpty()) {
            draft.step(Step.await(
                    "keeps",
                    "Prometheus keeps samples for " + time,
                    "Its own word counts. Before 3.11 it restarts for that, which may take minutes.",
                    Questions.keeps(s, time),
                    Duration.ofMinutes(5 + 20 * s.wanted())));
        }
        // A pod that has restarted says the new time before it is ready.
        draft.step(settledAgain(s, "Its configuration is loaded anew.", s.wanted()));
        if (less) {
            draft.risk(
                    "deleted",
                    "Older samples are deleted within two hours",
                    "Take a backup first if they may be needed: runbook back-up.");
        } else {
            draft.danger(Danger.REVERSIBLE);
        }
        return draft.consequence(less ? "deletes what is older or more" : "deletes nothing")
                .plan("Keep "
                        + String.join(
                                ", at most ",
                                spec.values().stream().map(Object::toString).toList()) + " in "
                        + request.instance().id().display());
    }

    /** Against the time in force, the operator's own default included; where only a size was asked for, any time keeps less. */
    private static boolean shorter(Server s, String time) {
        return !time.isEmpty()
                && Spans.parse(s.retention())
                        .map(now -> Spans.parse(time).orElse(Duration.ZERO).compareTo(now) < 0)
                        .orElse(true);
    }

    private static boolean smaller(Server s, String size) {
        Optional<Long> now =
                s.object().text("spec", "retentionSize").flatMap(Spans::bytes).filter(b -> b > 0);
        return !size.isEmpty() && now.map(b -> Spans.bytes(size).orElse(0L) < b).orElse(true);
    }

    private void fits(Server s, String size) {
        Optional<Long> volume = s.storage().flatMap(Bytes::quantity);
        if (volume.isPresent() && Spans.bytes(size).orElse(0L) > volume.get() * 85 / 100) {
            throw refused(
                    s.path(),
                    size + " leaves no room on a volume of " + s.storage().orElse(""),
                    "Give at most 80 % of it, or grow it first: runbook grow-storage.");
        }
    }
}
