package io.millwright.engine.run;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What undoing a run would do, from its records alone: step by step, last first, with what would be left. */
public final class UndoPreview {
    private UndoPreview() {}

    /**
     * One changed step.
     *
     * @param step its id
     * @param undo exact, best effort and so on
     * @param does what is put back or deleted
     * @param left what stays as the run has made it, and why
     * @param noReturn its plan says that after this step there is only forward or a restore
     */
    public record Line(String step, String title, String undo, List<String> does, List<String> left, boolean noReturn) {
        public Line {
            does = List.copyOf(does);
            left = List.copyOf(left);
        }
    }

    /** The lines for that run; none when it has changed nothing. */
    public static List<Line> of(FrozenPlan plan, List<Map<String, Object>> records) {
        return Changes.read(plan.plan(), records).newestFirst().stream()
                .map(UndoPreview::line)
                .toList();
    }

    private static Line line(Changes.Change change) {
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
        return new Line(step.id(), step.title(), step.undo().word(), does, left, step.pointOfNoReturn());
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
