package io.millwright.engine.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.check.Difference;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.preview.Touched;
import io.millwright.spi.Action;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others have done to the work of a run while it stood still: fields that it has set are others now, what its last step has brought about
 * isn't so any more. The run isn't gone on with over that unless a person says so, which is journalled as a risk that was taken.
 */
final class Meanwhile {
    /** The question's id, for who answers it beforehand. */
    static final String QUESTION = "drift";

    private static final String GO_ON = "go-on";
    private static final String STOP = "stop";
    /** What is only shaken, as by the failure that has interrupted the run, gets so much time to be as it was. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FrozenPlan plan;
    private final ClusterConnection cluster;
    private final CheckEvaluator checks;
    private final Proof proof;
    private final Chronicle chronicle;

    Meanwhile(FrozenPlan plan, ClusterConnection cluster, CheckEvaluator checks, Proof proof, Chronicle chronicle) {
        this.plan = plan;
        this.cluster = cluster;
        this.checks = checks;
        this.proof = proof;
        this.chronicle = chronicle;
    }

    /** Why the run isn't gone on with; empty when nothing has moved, or when {@code operator} goes on all the same. */
    Optional<Problem> refusal(Resumption past, Changes changed, Operator operator) {
        List<String> moved = new ArrayList<>(drift(past, changed));
        regressed(past).ifPresent(moved::add);
        if (moved.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join("; ", moved);
        chronicle.append("DRIFT", Map.of("message", all));
        Optional<String> said = operator.ask(new Parameter(
                QUESTION,
                "Go on all the same?",
                "Since the run stopped, " + all + ". Whatever comes next was planned without that",
                new Parameter.Type.Choice(List.of(GO_ON, STOP)),
                Optional.empty(),
                "",
                true));
        if (said.filter(GO_ON::equals).isPresent()) {
            Map<String, Object> risk = new LinkedHashMap<>();
            risk.put("by", cluster.user());
            risk.put("message", "gone on with although " + all);
            chronicle.append("RISK_ACCEPTED", risk);
            chronicle.force();
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Problem.Kind.USER,
                "resume the run",
                plan.plan().target().instance().display(),
                "since it stopped, " + all,
                "Look at what has moved. Then undo or abandon the run and make a new plan; or resume it and answer '"
                        + GO_ON + "' (--answer " + QUESTION + "=" + GO_ON + ").",
                Optional.of("blocked")));
    }

    /** What the last step brought about that is done, as long as none after it was begun: that may be meant to end it. */
    private Optional<String> regressed(Resumption past) {
        Optional<Step> last = Optional.empty();
        for (Step step : plan.plan().steps()) {
            if (past.begun(step)) {
                last = Optional.of(step);
            }
        }
        return last.filter(s -> past.known(s.id()) == Resumption.Standing.DONE)
                .filter(s -> !(s.action() instanceof Action.Manual))
                .flatMap(this::undone);
    }

    private Optional<String> undone(Step step) {
        // What was true before the step was skipped is told by its probe.
        if (checks.evaluate(step.probe()).holds()) {
            return Optional.empty();
        }
        CheckResult now =
                proof.await(step.done(), step.action() instanceof Action.Look ? Duration.ZERO : PATIENCE, seen -> {});
        return now.holds()
                ? Optional.empty()
                : Optional.of("'" + step.title() + "' was done and isn't any more: " + now.message());
    }

    private List<String> drift(Resumption past, Changes changed) {
        AsUndone undone = new AsUndone(cluster.view());
        List<String> found = new ArrayList<>();
        Touched later = new Touched();
        boolean removes =
                changed.newestFirst().stream().anyMatch(c -> removes(c.step().action()));
        for (Changes.Change change : changed.newestFirst()) {
            // One that is in doubt may not have been done; and what it did is its own.
            boolean done = past.known(change.step().id()) != Resumption.Standing.IN_DOUBT
                    && !later.meets(change.step().action());
            if (change.images().images().isEmpty()) {
                // A step that is never taken back keeps no image: what was there before it isn't known.
                later.add(change.step().action());
            }
            for (BeforeImages.Image image : change.images().images().reversed()) {
                try {
                    Optional<String> moved = done ? moved(image, undone, removes) : Optional.empty();
                    moved.ifPresent(found::add);
                    undone.back(image);
                } catch (ProblemException e) {
                    found.add(image.ref().display() + " can't be read: "
                            + e.problem().why());
                }
            }
        }
        return found.reversed();
    }

    private static boolean removes(Action action) {
        return action instanceof Action.Delete
                || action instanceof Action.ForceDelete
                || action instanceof Action.Evict
                || action instanceof Action.Helm
                || action instanceof Action.HelmRollback;
    }

    /** Status and metadata are written by controllers: a trigger that was taken note of is no drift. */
    private static Optional<String> moved(BeforeImages.Image image, AsUndone undone, boolean removes) {
        Map<String, Object> set = new LinkedHashMap<>(image.set());
        set.remove("metadata");
        if (image.subresource().equals("status") || set.isEmpty()) {
            return Optional.empty();
        }
        ObjectRef ref = image.ref().anyIncarnation();
        Optional<Resource> live = undone.get(ref);
        boolean same = image.ref().uid().equals(live.map(Resource::uid));
        if (!same) {
            return removes
                    ? Optional.empty()
                    : Optional.of(ref.display() + " is not the object any more that was changed");
        }
        return live.flatMap(l -> Difference.first(set, l.content()))
                .map(d -> ref.display() + " was changed by somebody else: " + d);
    }
}
