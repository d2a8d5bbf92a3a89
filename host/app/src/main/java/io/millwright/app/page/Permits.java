package io.millwright.app.page;

import io.millwright.app.browse.Rights.Right;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user may do with the objects that a page is about, asked ahead once the cursor rests there. Where that can't be told, an action is offered, and
 * the API server refuses it.
 */
final class Permits {
    /** As long as rights usually stay as they are; after it they are asked for again. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** Clusters tell the rights in a namespace; for what has none, those of any namespace hold everywhere. */
    private static final String ANY = "default";

    /** What stands in a permission for the kind of the object itself. */
    private static final String KIND = "KIND";

    /** Places whose rights are asked for at once; marked rows may be in many. */
    private static final int AT_ONCE = 8;

    private Permits() {}

    private record Place(String cluster, String namespace) {
        static Place of(ObjectAsk object) {
            return new Place(object.context(), object.namespace().isEmpty() ? ANY : object.namespace());
        }
    }

    /**
     * Asks for the rights at the objects that the page's actions are about, unless they were asked for; called when time passes, not at each
     * key.
     */
    static Next<Model> ask(Model model) {
        List<Place> places = model.page().touches(model).stream()
                .map(Place::of)
                .distinct()
                .filter(p -> !isFresh(p, model))
                .limit(AT_ONCE)
                .toList();
        Model asking = model;
        for (Place p : places) {
            asking = asking.withData(asking.data().askingRights(p.cluster(), p.namespace(), model.now()));
        }
        return Next.of(
                asking,
                places.stream()
                        .map(p -> new DeskEffect.LoadRights(p.cluster(), p.namespace()))
                        .toArray(Effect[]::new));
    }

    private static boolean isFresh(Place place, Model model) {
        return model.data()
                .rights(place.cluster(), place.namespace())
                .filter(a -> Duration.between(a.at(), model.now()).compareTo(FRESH) < 0)
                .isPresent();
    }

    /**
     * Whether the action is possible and, as far as is known, permitted for all objects that it is done to.
     *
     * @param objects with the resource names of their kinds
     */
    static Availability of(ActionSpec action, List<ObjectAsk> objects, Model model, Availability possible) {
        // As long as no rights are known, as for the first picture, there is nothing to compare with.
        if (model.data().rights().isEmpty() || possible instanceof Availability.Disabled) {
            return possible;
        }
        String[] needed = action.permission().split(" ", 2);
        if (needed.length < 2) {
            return possible;
        }
        // Once for each place: there may be thousands of marked rows, and this is asked at each picture.
        Map<Place, Optional<List<Right>>> giving = new HashMap<>();
        List<ObjectAsk> against = objects.stream()
                .filter(o -> !o.word().isEmpty())
                .filter(o -> giving.computeIfAbsent(
                                Place.of(o), p -> giving(p, needed[0], resource(needed[1], o), model))
                        .filter(rights -> rights.stream().noneMatch(r -> !needed[1].equals(KIND) || names(r, o.name())))
                        .isPresent())
                .toList();
        if (against.isEmpty()) {
            return possible;
        }
        ObjectAsk first = against.getFirst();
        return Availability.disabled("it needs " + needed[0] + " on " + resource(needed[1], first)
                + (first.namespace().isEmpty() ? "" : " in " + first.namespace()) + ", which you may not"
                + (objects.size() == 1 ? "" : ": " + against.size() + " of " + objects.size() + " marked"));
    }

    private static String resource(String needed, ObjectAsk object) {
        return needed.replace(KIND, object.word());
    }

    /** The rights there that give it, of all objects or of those that they name; empty where that isn't known. */
    private static Optional<List<Right>> giving(Place place, String verb, String resource, Model model) {
        return model.data()
                .rights(place.cluster(), place.namespace())
                .flatMap(Answer::value)
                .filter(f -> f.incomplete().isEmpty())
                .map(f -> f.rights().stream()
                        .filter(r -> gives(r, verb, resource) && covers(r, resource))
                        .toList());
    }

    /** What opens a connection into a pod is one verb or the other, as the client asks for it. */
    private static boolean gives(Right right, String verb, String resource) {
        List<String> verbs = List.of(right.verbs().split(", "));
        boolean connects = verb.equals("create") && resource.startsWith("pods/") && verbs.contains("get");
        return verbs.contains("*") || verbs.contains(verb) || connects;
    }

    private static boolean covers(Right right, String resource) {
        String given = right.resources();
        int group = resource.indexOf('.');
        int part = resource.indexOf('/');
        return given.equals("*")
                || given.equals(resource)
                || group > 0 && given.equals("*" + resource.substring(group))
                || part > 0 && given.equals("*" + resource.substring(part));
    }

    private static boolean names(Right right, String name) {
        return right.names().isEmpty() || List.of(right.names().split(", ")).contains(name);
    }
}
