package io.millwright.engine.run;

import io.millwright.engine.plan.Steps;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run has changed so far, in order: kept as it goes, or read back from its journal. Used on one thread. */
final class Changes {
    /**
     * One step that was begun.
     *
     * @param images what was there before
     * @param made the UIDs of the objects that it wrote, by how they are displayed
     */
    record Change(Step step, BeforeImages.Images images, Map<String, String> made) {}

    private final List<Change> changes = new ArrayList<>();

    /** The first attempt at that step. */
    Optional<Change> of(Step step) {
        return changes.stream().filter(c -> c.step().equals(step)).findFirst();
    }

    /** A step is begun; a second attempt adds to the first. */
    Change begin(Step step, BeforeImages.Images images) {
        Optional<Change> first = of(step);
        if (first.isPresent()) {
            return first.get();
        }
        Change change = new Change(step, images, new LinkedHashMap<>());
        changes.add(change);
        return change;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether this run wrote the object of that UID. */
    boolean made(String uid) {
        return changes.stream().anyMatch(c -> c.made().containsValue(uid));
    }

    List<Change> newestFirst() {
        return List.copyOf(changes).reversed();
    }

    /** The fields of an OUTCOME that name what was made. A list, as names of objects may look like secrets' keys. */
    static List<Map<String, String>> stored(Map<String, String> made) {
        return made.entrySet().stream()
                .map(e -> Map.of("object", e.getKey(), "uid", e.getValue()))
                .toList();
    }

    /** What the records of a journal tell; steps that were taken back already are left out. */
    static Changes read(Plan plan, List<Map<String, Object>> records) {
        Changes changes = new Changes();
        for (Map<String, Object> r : records) {
            Optional<Step> step = Steps.all(plan.steps())
                    .filter(s -> s.id().equals(r.get("step")))
                    .findFirst();
            if (step.isEmpty()) {
                continue;
            }
            switch (String.valueOf(r.get("type"))) {
                case "INTENT" -> changes.begin(step.get(), images(r.get("before")));
                case "OUTCOME" -> changes.made(step.get(), r.get("made"));
                case "COMPENSATE_OUTCOME" -> {
                    if (Boolean.TRUE.equals(r.get("undone"))) {
                        changes.changes.removeIf(c -> c.step().equals(step.get()));
                    }
                }
                default -> {}
            }
        }
        return changes;
    }

    private static BeforeImages.Images images(@org.jspecify.annotations.Nullable Object before) {
        return before instanceof Map<?, ?> m
                ? BeforeImages.Images.read(Map.of("images", java.util.Objects.requireNonNull(m.get("images"))))
                : BeforeImages.Images.NONE;
    }

    private void made(Step step, @org.jspecify.annotations.Nullable Object stored) {
        Optional<Change> change =
                newestFirst().stream().filter(c -> c.step().equals(step)).findFirst();
        if (stored instanceof List<?> list) {
            change.ifPresent(c -> list.forEach(e -> {
                if (e instanceof Map<?, ?> m) {
                    c.made().put(String.valueOf(m.get("object")), String.valueOf(m.get("uid")));
                }
            }));
        }
    }
}
