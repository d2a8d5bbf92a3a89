package io.millwright.engine.run;

import io.millwright.engine.Approval;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.preview.AccessNeeds;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** What must be so before the first step: the plan is approved, cluster and target are the ones it was made for, and the rights are there. */
record Gate(FrozenPlan plan, ClusterConnection cluster) {
    /** Why the run may not begin; nothing was changed then. */
    Optional<Problem> refusal(String phrase) {
        try {
            return approval(phrase)
                    .or(this::otherCluster)
                    .or(this::otherTarget)
                    .or(this::otherSpecification)
                    .or(this::missingRights);
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    /** Why a run may not be gone on with; nothing is changed then. */
    Optional<Problem> refusal(Resumption past, Changes changed) {
        return otherPlan(past.digest())
                .or(this::otherCluster)
                .or(() -> neverApproved(past))
                .or(() -> targetMadeAnew(changed))
                .or(() -> changed.isEmpty() ? otherSpecification() : Optional.empty());
    }

    private Optional<Problem> neverApproved(Resumption past) {
        return past.approved()
                ? Optional.empty()
                : Optional.of(Problem.user(
                        "resume the run",
                        plan.plan().target().instance().display(),
                        "it ended before it was approved",
                        "Nothing was changed. Make the plan again."));
    }

    private Optional<Problem> approval(String phrase) {
        return Approval.of(plan.plan()).accepts(phrase)
                ? Optional.empty()
                : Optional.of(refused("the plan was not approved", "Approve it with the phrase that the plan names."));
    }

    /** A plan file that was edited after it was approved. */
    Optional<Problem> otherPlan(Optional<String> approved) {
        return approved.filter(d -> !d.equals(plan.digest()))
                .map(d -> Problem.user(
                        "take up the run",
                        "run " + plan.planId(),
                        "its stored plan is not the one that was approved: it was changed after that",
                        "Nothing was changed. Put the plan's file back from a backup, or abandon the run."));
    }

    /** A context may point to another cluster than when the plan was made. */
    Optional<Problem> otherCluster() {
        return cluster.view().clusterUid().equals(plan.clusterUid())
                ? Optional.empty()
                : Optional.of(Problem.user(
                        "run the plan",
                        "context " + plan.context(),
                        "it now points to another cluster than when the plan was made",
                        "Make the plan again, or let the context point to the former cluster."));
    }

    /** An object of the same name that was made anew is not the one that the plan was approved for. */
    private Optional<Problem> otherTarget() {
        ObjectRef root = plan.plan().target().root();
        if (root.uid().isEmpty()) {
            return Optional.empty();
        }
        Optional<Resource> live = cluster.view().get(root.anyIncarnation());
        if (live.isEmpty()) {
            return Optional.of(refused("the target is gone since the plan was made", "Make the plan again."));
        }
        return root.uid().get().equals(live.get().uid())
                ? Optional.empty()
                : Optional.of(refused(
                        "the target was deleted and made anew since the plan was made", "Make the plan again."));
    }

    /**
     * For a run that has changed nothing yet: whatever its target's specification is now was not what the plan was made for, and what it sets may
     * take back what somebody else wants. Kinds without a specification have no generation.
     */
    Optional<Problem> otherSpecification() {
        Plan.Target target = plan.plan().target();
        if (target.root().uid().isEmpty() || target.generation() == 0) {
            return Optional.empty();
        }
        return cluster.view()
                .get(target.root().anyIncarnation())
                .map(Resource::generation)
                .filter(now -> now != 0 && now != target.generation())
                .map(now -> refused(
                        "somebody has changed the target since the plan was made: its generation was "
                                + target.generation() + " and is " + now,
                        "Make the plan again."));
    }

    /** For a run that is taken up again: its target may be gone or made anew by the run itself, but not by others. */
    Optional<Problem> targetMadeAnew(Changes changed) {
        ObjectRef root = plan.plan().target().root();
        Optional<Resource> live =
                root.uid().isEmpty() ? Optional.empty() : cluster.view().get(root.anyIncarnation());
        return live.map(Resource::uid)
                .filter(uid -> !root.uid().get().equals(uid) && !changed.made(uid))
                .map(uid -> Problem.user(
                        "resume the run",
                        plan.plan().target().instance().display(),
                        "the target was deleted and made anew by somebody else since the plan was made",
                        "Nothing was changed. Undo or abandon this run, and make a new plan."));
    }

    /**
     * The same for the next step of a run that goes on: what a plan deletes or gives to Helm, its operator or Helm may have made anew meanwhile,
     * which is what was wanted.
     */
    Optional<Problem> targetMadeAnewMeanwhile(Changes changed) {
        ObjectRef root = plan.plan().target().root();
        boolean ownDoing = changed.newestFirst().stream()
                .map(c -> c.step().action())
                .anyMatch(a -> a instanceof Action.Helm
                        || a instanceof Action.HelmRollback
                        || a instanceof Action.Delete d
                                && d.object().anyIncarnation().equals(root.anyIncarnation())
                        || a instanceof Action.ForceDelete f
                                && f.pod().anyIncarnation().equals(root.anyIncarnation()));
        return ownDoing
                ? Optional.empty()
                : targetMadeAnew(changed)
                        .map(p -> Problem.user(
                                "go on with the run",
                                p.on(),
                                p.why(),
                                "Nothing of this step was done. Undo or abandon this run, and make a new plan."));
    }

    /** Rights that are known to be missing. One that can't be told doesn't stop the run: the server will. */
    private Optional<Problem> missingRights() {
        List<String> missing = AccessNeeds.of(plan.plan(), cluster).stream()
                .filter(n -> mayI(n).filter(may -> !may).isPresent())
                .map(AccessNeed::display)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Problem.Kind.CLUSTER,
                        "run the plan",
                        plan.plan().target().instance().display(),
                        "you may not " + String.join(", ", missing),
                        "Nothing was changed. Ask for these rights, then run it again.",
                        Optional.of("denied")));
    }

    private Optional<Boolean> mayI(AccessNeed need) {
        try {
            return cluster.view().mayI(need);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Problem refused(String why, String next) {
        return Problem.user(
                "run the plan", plan.plan().target().instance().display(), why, "Nothing was changed. " + next);
    }
}
