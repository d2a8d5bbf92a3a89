package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Activity;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of one kind in one cluster, to which the same is done by one plan. As a target they stand in a list, whose name tells how many they
 * are: it is what has to be typed where a name has to be typed.
 */
public final class Several {
    /** More at once than anybody looks through; an organisation's guardrails may permit fewer. */
    public static final int AT_MOST = 100;

    private static final String ITEMS = "items";
    private static final int NAMED = 5;

    private Several() {}

    /** These objects as a target; there is at least one. */
    public static Instance target(String context, Kind kind, List<Resource> objects) {
        Resource first = objects.getFirst();
        String namespace = objects.stream().map(Resource::namespace).distinct().count() == 1 ? first.namespace() : "";
        String name = objects.size() + "-" + kind.plural();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", first.apiVersion());
        list.put("kind", first.kind() + "List");
        list.put("metadata", Map.of("name", name, "namespace", namespace));
        list.put(ITEMS, objects.stream().map(Resource::content).toList());
        return new Instance(
                new InstanceId(ObjectsTool.ID, context, namespace, name),
                kind.resourceName(),
                Optional.empty(),
                new Management(Management.By.UNKNOWN, ""),
                Activity.STEADY,
                new Resource(list),
                Map.of());
    }

    /** The objects of a target; empty when it is a single one. */
    static Optional<List<Resource>> of(Resource root) {
        return root.kind().endsWith("List") && root.at(ITEMS).isPresent()
                ? Optional.of(root.items(ITEMS))
                : Optional.empty();
    }

    /**
     * One step that does it to all.
     *
     * @param title {@code delete 3 pods}
     * @param all what is done to each
     * @param atOnce how many are begun before it is waited for them
     */
    static Step step(String id, String title, String why, List<Step> all, int atOnce) {
        List<Step> numbered = new ArrayList<>();
        for (Step s : all) {
            numbered.add(new Step(
                    s.id() + "-" + (numbered.size() + 1),
                    s.title(),
                    s.why(),
                    s.action(),
                    s.before(),
                    s.probe(),
                    s.done(),
                    s.undo(),
                    s.effect(),
                    s.deadline(),
                    s.pointOfNoReturn(),
                    s.needs()));
        }
        Action.ForEach each = new Action.ForEach(numbered, atOnce);
        // Each is proven by itself; the whole is so at once when all are.
        Check done = new Check.All(all.stream().map(Step::done).toList());
        return new Step(
                id,
                title,
                why,
                each,
                List.of(),
                done,
                done,
                undo(all),
                each.effect(),
                all.stream().map(Step::deadline).max(Duration::compareTo).orElseThrow(),
                all.stream().anyMatch(Step::pointOfNoReturn),
                List.of());
    }

    /** Of the one that can be taken back least. */
    private static Undo undo(List<Step> all) {
        return all.stream()
                .map(Step::undo)
                .filter(Undo.None.class::isInstance)
                .findFirst()
                .orElse(all.getFirst().undo());
    }

    static Danger danger(List<ObjectRunbook.Deed> deeds) {
        return deeds.stream()
                .map(ObjectRunbook.Deed::danger)
                .max(Danger::compareTo)
                .orElseThrow();
    }

    /** Each risk once, with how many objects it is of. */
    static List<Risk> risks(List<Risk> all) {
        Map<String, List<Risk>> byId = new LinkedHashMap<>();
        all.forEach(r -> byId.computeIfAbsent(r.id(), _ -> new ArrayList<>()).add(r));
        return byId.values().stream()
                .map(same -> new Risk(
                        same.getFirst().id(), title(same), same.getFirst().detail()))
                .toList();
    }

    private static String title(List<Risk> same) {
        List<String> titles = same.stream().map(Risk::title).distinct().toList();
        String few = String.join("; ", titles.subList(0, Math.min(NAMED, titles.size())))
                + (titles.size() > NAMED ? "; and " + (titles.size() - NAMED) + " more" : "");
        return same.size() == 1 ? few : few + " (" + same.size() + " objects)";
    }

    /** So many of what that word names. */
    static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    /** {@code 3 pods}, {@code 1 pod} where the kind's name tells its plural. */
    static String counted(int count, Kind kind) {
        return count + " " + (count == 1 ? kind.kind() : kind.plural());
    }

    /** All of them, as a text. */
    static String names(List<ObjectRef> refs) {
        return String.join(", ", refs.stream().map(ObjectRef::display).toList());
    }
}
