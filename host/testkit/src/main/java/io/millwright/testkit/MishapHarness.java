package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.AccessNeeds;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster.Write;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses the run of a plan, lets each of its steps fail that writes, and undoes and resumes what was left. What is undone must be as before,
 * but for what the plan's own undo says that it can't bring back or what the run names as left. Proofs hold at once here, as in
 * {@link KillHarness}.
 */
public final class MishapHarness {
    /**
     * What was done.
     *
     * @param refusals how often the run was refused before its first step
     * @param failures how often a step was let fail
     * @param undone how many undos brought everything back
     * @param left how many named what is left
     */
    public record Tally(int refusals, int failures, int undone, int left) {}

    /** How a step fails. */
    private enum Mishap {
        /** The API server refuses the write. */
        REFUSED,
        /** It does what it is asked, and the answer is lost. */
        LOST
    }

    private static final String WHY = "the test lets it fail";

    private final FakeCluster start;
    private final FrozenPlan plan;
    private final Map<String, NamedCheck> named;
    private final Path folder;
    private int lives;
    private int undone;
    private int left;

    /**
     * @param start as it is before each run; isn't changed
     * @param named the tool's named checks
     * @param folder an empty one, for the journals
     */
    public MishapHarness(FakeCluster start, Plan plan, Map<String, NamedCheck> named, Path folder) {
        this.start = start;
        this.named = Map.copyOf(named);
        this.folder = folder;
        this.plan = Life.still(start, plan);
    }

    /** Fails with the step's name when a failure isn't told, more is done after it, or its undo leaves something unsaid. */
    public Tally prove() {
        int refusals = refusals();
        Life whole = life();
        RunResult end = whole.run();
        int failures = 0;
        if (end.state() == RunState.FAILED) {
            Life byItself = life();
            told(byItself.run(), plan.plan().title());
            undone(byItself, life().content(), plan.plan().runbookId() + " by itself");
            failures++;
        }
        for (Step step : whole.acted()) {
            for (Mishap mishap : Mishap.values()) {
                Life life = failed(step, mishap);
                undone(life, life().content(), title(step, mishap));
                failures++;
            }
            Life life = failed(step, Mishap.REFUSED);
            assertThat(life.resume().state())
                    .as(title(step, Mishap.REFUSED) + ", resumed")
                    .isEqualTo(end.state());
            assertThat(life.content())
                    .as(title(step, Mishap.REFUSED) + ", resumed")
                    .isEqualTo(whole.content());
        }
        return new Tally(refusals, failures, undone, left);
    }

    private Life life() {
        return new Life(start, plan, named, folder.resolve(Integer.toString(++lives)), file -> file);
    }

    private String title(Step step, Mishap mishap) {
        return plan.plan().runbookId() + " / " + step.id() + " " + mishap;
    }

    /** Without each right that it needs, and where its target is gone. */
    private int refusals() {
        int refusals = 0;
        for (AccessNeed need : AccessNeeds.of(plan.plan(), start)) {
            Life life = life();
            life.cluster().right(need.display(), false);
            assertThat(refused(life))
                    .as("why, without the right to %s", need.display())
                    .contains(need.display());
            refusals++;
        }
        ObjectRef root = plan.plan().target().root();
        if (root.uid().isPresent()) {
            Life life = life();
            life.cluster().remove(root.anyIncarnation());
            assertThat(refused(life)).as("why, without its target").contains("target is gone");
            refusals++;
        }
        return refusals;
    }

    private String refused(Life life) {
        Map<String, Object> before = life.content();
        RunResult end = life.run();
        assertThat(end.state()).as(plan.plan().title()).isEqualTo(RunState.CANCELLED);
        assertThat(life.cluster().writes()).as(plan.plan().title()).isEmpty();
        assertThat(life.content()).as(plan.plan().title()).isEqualTo(before);
        return told(end, plan.plan().title()).why();
    }

    private static Problem told(RunResult end, String when) {
        Problem problem = end.problem().orElseThrow(() -> new AssertionError(when + ": no problem is told"));
        assertThat(List.of(problem.attempted(), problem.on(), problem.why(), problem.next()))
                .as(when)
                .noneMatch(String::isBlank);
        return problem;
    }

    /** A run that has come to that step and failed there. */
    private Life failed(Step step, Mishap mishap) {
        String when = title(step, mishap);
        Life life = life();
        AtomicReference<String> last = new AtomicReference<>("");
        AtomicBoolean once = new AtomicBoolean();
        life.whenDoing(s -> {
            if (s.id().equals(step.id()) && once.compareAndSet(false, true)) {
                arm(life, s, mishap);
            }
            last.set(s.id());
        });
        RunResult end = life.run();
        assertThat(end.state()).as(when).isEqualTo(RunState.FAILED);
        assertThat(told(end, when).why()).as(when).contains(WHY);
        assertThat(last.get()).as("%s: the last step that was begun", when).isEqualTo(step.id());
        return life;
    }

    private static void arm(Life life, Step step, Mishap mishap) {
        if (mishap == Mishap.REFUSED) {
            life.cluster().failNext(verb(step.action()), problem("500"));
            return;
        }
        AtomicReference<Optional<ProblemException>> loss =
                new AtomicReference<>(Optional.of(new ProblemException(problem("504"))));
        life.cluster()
                .whenWritten((Write w) -> loss.getAndSet(Optional.empty()).ifPresent(e -> {
                    throw e;
                }));
    }

    private static Problem problem(String code) {
        return new Problem(Problem.Kind.CLUSTER, "write", "the cluster", WHY, "Look at the test.", Optional.of(code));
    }

    private static String verb(Action action) {
        return switch (action) {
            case Action.Apply _ -> "apply";
            case Action.Create _ -> "create";
            case Action.Patch _, Action.Annotate _ -> "patch";
            case Action.Scale _ -> "scale";
            case Action.Delete _ -> "delete";
            case Action.ForceDelete _ -> "force-delete";
            case Action.Evict _ -> "evict";
            case Action.Helm _, Action.HelmRollback _ -> "helm";
            case Action.Http _ -> "http";
            case Action.Exec _ -> "exec";
            case Action.Wait _, Action.Look _, Action.Confirm _, Action.Input _, Action.Manual _, Action.ForEach _ ->
                throw new AssertionError("such a step writes nothing");
        };
    }

    /** As before, but for what can't be: that is said by the plan's undo, or named by the run. */
    private void undone(Life life, Map<String, Object> before, String when) {
        RunResult end = life.undo();
        Map<String, Object> after = life.content();
        Set<String> other = Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(o -> !Objects.equals(before.get(o), after.get(o)))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Step> inexact = life.acted().stream()
                .filter(s -> !(s.undo() instanceof Undo.Exact))
                .toList();
        if (end.state() == RunState.ROLLED_BACK) {
            undone++;
            assertThat(inexact.isEmpty() ? other : Set.of())
                    .as(when + ": other than before")
                    .isEmpty();
            return;
        }
        left++;
        assertThat(end.state()).as(when).isEqualTo(RunState.PARTLY_ROLLED_BACK);
        String why = told(end, when).why();
        assertThat(why).as(when).doesNotContain("changed since by somebody else");
        if (inexact.isEmpty()) {
            assertThat(other)
                    .as(when + ": other than before, and not named in: " + why)
                    .allMatch(o -> why.contains(o.substring(o.lastIndexOf('/') + 1)));
        }
        assertThat(inexact.stream().filter(s -> s.undo() instanceof Undo.None || s.undo() instanceof Undo.ByRestore))
                .as(when + ": steps without a way back that aren't named in: " + why)
                .allMatch(s -> why.contains(s.title()));
    }
}
