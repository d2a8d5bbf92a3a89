package io.millwright.engine.run;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.HelmPort;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What undoing a run would do: step by step, last first, with what would be left. */
public final class UndoPreview {
    private UndoPreview() {}

    /**
     * One changed step.
     *
     * @param step its id
     * @param undo exact, best effort and so on
     * @param does what is put back or deleted
     * @param left what stays as the run has made it, and why
     * @param drifted what somebody else has changed since, or that it can't be told
     * @param noReturn its plan says that after this step there is only forward or a restore
     */
    public record Line(
            String step,
            String title,
            String undo,
            List<String> does,
            List<String> left,
            List<String> drifted,
            boolean noReturn) {
        public Line {
            does = List.copyOf(does);
            left = List.copyOf(left);
            drifted = List.copyOf(drifted);
        }
    }

    /** The lines for that run, in its cluster as it is now; none when it has changed nothing. */
    public static List<Line> of(FrozenPlan plan, List<Map<String, Object>> records, ClusterConnection cluster) {
        return of(Changes.read(plan.plan(), records), cluster);
    }

    static List<Line> of(Changes changes, ClusterConnection cluster) {
        AsUndone undone = new AsUndone(cluster.view());
        return changes.newestFirst().stream().map(c -> line(c, cluster, undone)).toList();
    }

    /** Why a run that has succeeded isn't undone: then the way back is a plan of its own. */
    public static Optional<Problem> refusal(String run, List<Line> lines) {
        Optional<String> why = lines.isEmpty()
                ? Optional.of("it has changed nothing")
                : lines.stream()
                        .filter(Line::noReturn)
                        .findFirst()
                        .map(l -> "after its step '" + l.title() + "' there is only forward, or a restore")
                        .or(() -> lines.stream()
                                .flatMap(l -> l.drifted().stream())
                                .reduce((a, b) -> a + "; " + b))
                        .or(() -> lines.stream().allMatch(UndoPreview::stays)
                                ? lines.stream().flatMap(l -> l.left().stream()).findFirst()
                                : Optional.empty());
        return why.map(w -> Problem.user(
                "undo the run",
                "run " + run + ", which has succeeded",
                w,
                "Nothing was changed. Look at the target, and plan the way back by a runbook."));
    }

    private static boolean stays(Line line) {
        return line.does().isEmpty() || line.undo().equals(Undo.NOTHING_TO_UNDO.word());
    }

    private static List<String> drift(Changes.Change change, ClusterConnection cluster, AsUndone undone) {
        try {
            return switch (change.step().undo()) {
                case Undo.Exact _ -> Restoration.drift(change.images().images(), change.made(), undone);
                case Undo.BestEffort _ -> release(change.step().action(), cluster);
                case Undo.ByRestore _, Undo.None _, Undo.NothingToUndo _ -> List.of();
            };
        } catch (ProblemException e) {
            return List.of("whether somebody else has changed it since can't be told: "
                    + e.problem().why());
        }
    }

    /** A release that another Helm has changed since isn't the one to be taken back. */
    private static List<String> release(Action action, ClusterConnection cluster) {
        if (action instanceof Action.HelmRollback r) {
            return rolledBack(r, cluster);
        }
        if (!(action instanceof Action.Helm h)) {
            return List.of();
        }
        String name = "Helm release " + h.namespace() + "/" + h.release();
        Optional<HelmPort.ReleaseState> now = cluster.helm().release(h.namespace(), h.release());
        if (h.verb() == Action.Helm.Verb.UNINSTALL) {
            return now.isEmpty() ? List.of() : List.of(name + " is there again");
        }
        if (now.isEmpty()) {
            return List.of(name + " is gone");
        }
        String made = h.chart().map(ChartRef::version).orElse("");
        return made.isEmpty() || made.equals(now.get().chartVersion())
                ? List.of()
                : List.of(name + " has chart version " + now.get().chartVersion() + " now, not " + made);
    }

    private static List<String> rolledBack(Action.HelmRollback r, ClusterConnection cluster) {
        String name = "Helm release " + r.namespace() + "/" + r.release();
        return cluster.helm()
                .release(r.namespace(), r.release())
                .map(now -> HelmRevision.isRolledBack(now.description(), r.revision())
                        ? List.<String>of()
                        : List.of(name + " was changed since: its revision is " + now.revision() + ", '"
                                + now.description() + "'"))
                .orElseGet(() -> List.of(name + " is gone"));
    }

    private static Line line(Changes.Change change, ClusterConnection cluster, AsUndone undone) {
        Step step = change.step();
        List<String> does = new ArrayList<>();
        List<String> left = new ArrayList<>();
        switch (step.undo()) {
            case Undo.Exact _ -> {
                Optional<String> inexact = Rollback.inexact(step.action());
                inexact.ifPresentOrElse(
                        left::add, () -> change.images().images().forEach(i -> image(i, does, left)));
            }
            case Undo.BestEffort u -> does.add("as well as it can be: " + u.limits());
            case Undo.ByRestore u -> left.add("only a restore brings it back: " + u.what());
            case Undo.None u -> left.add("there is no way back: " + u.reason());
            case Undo.NothingToUndo _ -> does.add("nothing has to be taken back");
        }
        return new Line(
                step.id(),
                step.title(),
                step.undo().word(),
                does,
                left,
                drift(change, cluster, undone),
                step.pointOfNoReturn());
    }

    private static void image(BeforeImages.Image image, List<String> does, List<String> left) {
        String object = image.ref().display();
        if (!image.existed()) {
            does.add(object + " is deleted, if it is still the one that this run has made");
            return;
        }
        values(image.patch(), "", object, does);
        image.removals().forEach(r -> does.add(object + ": " + r + " is taken away again"));
        image.withheld().forEach(w -> left.add(object + ": " + w + " was a secret, which isn't stored"));
    }

    private static void values(Map<?, ?> patch, String path, String object, List<String> does) {
        patch.forEach((key, value) -> {
            String here = path.isEmpty() ? String.valueOf(key) : path + "/" + key;
            if (value instanceof Map<?, ?> m && !m.isEmpty()) {
                values(m, here, object, does);
            } else {
                does.add(object + ": " + here + " is set back to " + value);
            }
        });
    }
}
