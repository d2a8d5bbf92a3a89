package io.millwright.app.page;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Rights.Right;
import io.millwright.engine.browse.Row;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the user may do with the selected object, asked ahead once the cursor rests there. Where that can't be told, an action is offered, and
 * the API server refuses it.
 */
final class Permits {
    /** As long as rights usually stay as they are; after it they are asked for again. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** Clusters tell the rights in a namespace; for what has none, those of any namespace hold everywhere. */
    private static final String ANY = "default";

    private Permits() {}

    /** Asks for the rights where the selected row is, unless they were asked for; called when time passes, not at each key. */
    static Next<Model> ask(Model model) {
        return selected(model)
                .filter(r -> !isFresh(r, model))
                .map(r -> Next.of(
                        model.withData(model.data().askingRights(r.cluster(), namespace(r), model.now())),
                        new DeskEffect.LoadRights(r.cluster(), namespace(r))))
                .orElse(Next.of(model));
    }

    private static Optional<Row> selected(Model model) {
        return model.page() instanceof KindPage page ? page.selected(model) : Optional.empty();
    }

    private static boolean isFresh(Row row, Model model) {
        return model.data()
                .rights(row.cluster(), namespace(row))
                .filter(a -> Duration.between(a.at(), model.now()).compareTo(FRESH) < 0)
                .isPresent();
    }

    private static String namespace(Row row) {
        return row.namespace().isEmpty() ? ANY : row.namespace();
    }

    /** Whether the action is possible and, as far as is known, permitted for the selected row. */
    static Availability of(ActionSpec action, KindPage page, Model model, Availability possible) {
        if (possible instanceof Availability.Disabled || !page.marks().isEmpty()) {
            return possible;
        }
        return page.selected(model)
                .flatMap(row -> model.data()
                        .rights(row.cluster(), namespace(row))
                        .flatMap(Answer::value)
                        .filter(f -> f.incomplete().isEmpty())
                        .flatMap(f -> missing(action, page, row, f)))
                .map(Availability::disabled)
                .orElse(possible);
    }

    private static Optional<String> missing(ActionSpec action, KindPage page, Row row, Rights.Found found) {
        String[] needed = action.permission().split(" ", 2);
        String kind = page.served().map(s -> s.kind().resourceName()).orElse("");
        if (needed.length < 2 || kind.isEmpty()) {
            return Optional.empty();
        }
        String resource = needed[1].replace("KIND", kind);
        boolean own = needed[1].equals("KIND");
        boolean permitted = found.rights().stream()
                .anyMatch(r -> gives(r, needed[0], resource) && covers(r, resource) && (!own || names(r, row.name())));
        return permitted
                ? Optional.empty()
                : Optional.of("it needs " + needed[0] + " on " + resource
                        + (row.namespace().isEmpty() ? "" : " in " + row.namespace()) + ", which you may not");
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
