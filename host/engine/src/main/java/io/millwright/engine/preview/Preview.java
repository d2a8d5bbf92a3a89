package io.millwright.engine.preview;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a plan would do, as the API server itself foresees it.
 *
 * @param steps one for each step of the plan
 * @param access every right that the plan needs, and whether it is there
 */
public record Preview(List<StepPreview> steps, List<Access> access) {
    public Preview {
        steps = List.copyOf(steps);
        access = List.copyOf(access);
    }

    /** The rights that are known to be missing. */
    public List<AccessNeed> missing() {
        return access.stream()
                .filter(a -> a.allowed().filter(x -> !x).isPresent())
                .map(Access::need)
                .toList();
    }

    /** The steps whose effect can't be foreseen, with the reason. */
    public List<String> notPreviewable() {
        return steps.stream()
                .flatMap(s -> s.changes().stream()
                        .flatMap(c ->
                                c.notPreviewable().stream().map(why -> s.step().id() + ": " + c.object() + ": " + why)))
                .toList();
    }

    /**
     * One step.
     *
     * @param step the step
     * @param alreadyTrue its effect is there already, and no step before it touches that: it would be skipped
     * @param changes the objects that it would change
     * @param commands what an operator would type instead
     */
    public record StepPreview(Step step, boolean alreadyTrue, List<Change> changes, List<String> commands) {
        public StepPreview {
            changes = List.copyOf(changes);
            commands = List.copyOf(commands);
        }
    }

    /**
     * One object.
     *
     * @param verb {@code create}, {@code update}, {@code delete} or {@code unchanged}
     * @param object as it is named to people
     * @param diff lines with {@code + }, {@code - } or two blanks before them; secrets' values are left out
     * @param owners who owns the fields that would change, other than Millwright
     * @param notPreviewable why it can't be foreseen
     */
    public record Change(
            String verb, String object, List<String> diff, List<String> owners, Optional<String> notPreviewable) {
        public Change {
            diff = List.copyOf(diff);
            owners = List.copyOf(owners);
        }
    }

    /** A right; {@code allowed} is empty when it couldn't be told. */
    public record Access(AccessNeed need, Optional<Boolean> allowed) {}
}
