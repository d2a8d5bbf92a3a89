package io.millwright.app.page;

import io.millwright.app.browse.Relations;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done on a page of objects. */
final class KindActions {
    private static final ActionSpec FILTER = ActionSpec.reading(
            "list.filter",
            "/",
            "filter",
            "Shows the rows in which all words are found, as regular expressions; !word: those without it; -f abc: these letters in this"
                    + " order; age<2h, restarts>3: by amount; -l app=web: by labels. Esc clears it.",
            "millwright get KIND -l SELECTOR");
    static final ActionSpec DESCRIBE = ActionSpec.reading(
            "objects.describe",
            "d",
            "describe",
            "Shows state, conditions and events of the selected object.",
            "millwright describe KIND NAME");
    static final ActionSpec YAML = ActionSpec.reading(
            "objects.yaml",
            "y",
            "YAML",
            "Shows the selected object whole; secret values are hidden.",
            "millwright get KIND NAME -o yaml");
    static final ActionSpec LOGS = ActionSpec.reading(
                    "objects.logs",
                    "l",
                    "logs",
                    "Follows the logs of the selected pod or container, or of all pods that the selected object selects.",
                    "millwright logs POD")
            .needing("get pods/log");
    static final ActionSpec COPY = ActionSpec.reading(
            "objects.copy", "c", "copy name", "Puts the name into the clipboard of the terminal.", "");
    private static final ActionSpec FIELDS = ActionSpec.reading(
            "objects.fields",
            "Y",
            "copy a field",
            "Lists the fields of the selected row, also those without a column; Enter copies the whole value.",
            "");
    private static final ActionSpec FAULTS = ActionSpec.reading(
            "objects.faults", "f", "faults", "Shows only the rows that look wrong, or all again.", "");
    private static final ActionSpec WIDE = ActionSpec.reading(
            "objects.wide",
            "ctrl-w",
            "wide",
            "Gives the room to the columns that usually come last.",
            "millwright get KIND -o wide");
    private static final ActionSpec EVERYWHERE = ActionSpec.reading(
            "objects.everywhere",
            "0",
            "all namespaces",
            "Shows the objects of all namespaces.",
            "millwright get KIND -A");
    private static final ActionSpec NAMESPACE = ActionSpec.reading(
            "objects.namespace",
            "w",
            "this namespace",
            "Shows only the namespace of the selected row.",
            "millwright get KIND -n NAMESPACE");
    private static final ActionSpec BY_NAME = ActionSpec.reading(
            "objects.sort-name", "N", "sort by name", "Sorts by namespace and name; again: backwards.", "");
    private static final ActionSpec BY_AGE = ActionSpec.reading(
            "objects.sort-age", "A", "sort by age", "Sorts by age, youngest first; again: oldest first.", "");
    private static final ActionSpec BY_STATUS =
            ActionSpec.reading("objects.sort-status", "S", "sort by status", "Sorts by status; again: backwards.", "");
    private static final ActionSpec LEFT = ActionSpec.reading(
            "objects.sort-left", "<", "sort further left", "Sorts by the column on the left of the present one.", "");
    private static final ActionSpec RIGHT = ActionSpec.reading(
            "objects.sort-right",
            ">",
            "sort further right",
            "Sorts by the column on the right of the present one.",
            "");
    private static final ActionSpec TURN =
            ActionSpec.reading("objects.sort-turn", "O", "turn the order", "Sorts the other way round.", "");

    static final ActionSpec SHELL = ActionSpec.reading(
                    "objects.shell",
                    "$",
                    "shell",
                    "Opens a shell in the selected container, or the pod's default one; on a node in a pod that is root there, made by a plan and"
                            + " removed at the end. What is done in a shell is done at once.",
                    "millwright exec POD -it -- sh")
            .needing("create pods/exec");
    static final ActionSpec ATTACH = ActionSpec.reading(
                    "objects.attach",
                    "a",
                    "attach",
                    "Gives the terminal to the program that runs in the selected container, or the pod's default one.",
                    "millwright attach POD -it")
            .needing("create pods/attach");
    static final ActionSpec FILES = ActionSpec.reading(
                    "objects.files",
                    "P",
                    "copy files",
                    "Copies files between this machine and a container of the selected pod; asks which.",
                    "millwright cp FROM TO")
            .needing("create pods/exec");
    static final ActionSpec FORWARD = ActionSpec.reading(
                    "objects.forward",
                    "F",
                    "forward a port",
                    "Opens a port of this machine that leads to the object's pods.",
                    "millwright port-forward KIND/NAME LOCAL:PORT")
            .needing("create pods/portforward");
    private static final ActionSpec PODS = ActionSpec.reading(
            "objects.pods",
            "p",
            "its pods",
            "Lists the pods that the selected object selects, or that run on the selected node.",
            "millwright get pods -l SELECTOR");
    private static final ActionSpec OWNER =
            ActionSpec.reading("objects.owner", "J", "owner", "Opens the object that the selected one belongs to.", "");
    private static final ActionSpec REVEAL = ActionSpec.reading(
            "objects.reveal",
            "X",
            "values",
            "Opens the keys of the selected Secret, whose values can be shown for 30 seconds.",
            "");
    private static final Set<String> FORWARDED =
            Set.of("Pod", "Service", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");

    private static final ActionSpec MARK = ActionSpec.reading(
            "objects.mark", "space", "mark", "Marks the row, or takes its mark away, and goes on to the next one.", "");
    private static final ActionSpec MARK_RANGE = ActionSpec.reading(
            "objects.mark-range",
            "V",
            "mark up to here",
            "Marks all rows from the one that was marked last to the selected one.",
            "");
    private static final ActionSpec MARK_ALL =
            ActionSpec.reading("objects.mark-all", "*", "mark all", "Marks all rows that the filter shows.", "");
    private static final ActionSpec UNMARK = ActionSpec.reading(
            "objects.unmark", "ctrl-\\", "clear the marks", "Takes all marks away; Esc does the same.", "");

    private KindActions() {}

    static ActionRegistry<Model> of(KindPage page) {
        boolean namespaced = page.isNamespaced();
        boolean some = !page.sheet().rows().isEmpty();
        Optional<Served> served = page.served();
        boolean pods = page.isOf(Kind.POD);
        boolean nodes = page.isOf(Kind.NODE);
        boolean forwarded =
                served.filter(s -> FORWARDED.contains(s.kind().kind())).isPresent();
        Availability chosen = Availability.when(some, "there is no row");
        ActionRegistry.Builder<Model> all = ActionRegistry.<Model>builder()
                .add(Act.OPEN, _ -> chosen)
                .add(FILTER)
                .add(
                        LOGS,
                        m -> pods || hasPods(page) && !nodes
                                ? permitted(LOGS, page, m, chosen)
                                : Availability.disabled("this has no pods of its own"))
                .add(YAML, _ -> chosen)
                .add(DESCRIBE, _ -> chosen)
                .add(FAULTS)
                .add(NAMESPACE, _ -> Availability.when(namespaced && some, "there is no row with a namespace"))
                .add(EVERYWHERE, _ -> Availability.when(namespaced, "this kind has no namespaces"))
                .add(BY_NAME)
                .add(BY_AGE, _ -> Availability.when(page.look().has("age"), "there is no such column"))
                .add(BY_STATUS, _ -> Availability.when(page.look().has("status"), "there is no such column"))
                .add(RIGHT)
                .add(LEFT)
                .add(TURN)
                .add(WIDE)
                .add(COPY, _ -> chosen)
                .add(FIELDS, _ -> chosen)
                .add(Act.TREE, _ -> chosen)
                .add(
                        Act.USED_BY,
                        _ -> served.filter(s -> Relations.isUsed(s.kind())).isPresent()
                                ? chosen
                                : Availability.disabled("pods name no objects of this kind"))
                .add(PODS, _ -> hasPods(page) ? chosen : Availability.disabled("this selects no pods"))
                .add(OWNER, _ -> chosen)
                .add(
                        REVEAL,
                        _ -> page.isOf(Kind.SECRET)
                                ? chosen
                                : Availability.disabled("only Secrets have values to show"))
                .add(SHELL, m -> permitted(SHELL, page, m, talks(page, pods || nodes, chosen, m)))
                .add(ATTACH, m -> permitted(ATTACH, page, m, talks(page, pods, chosen, m)))
                .add(
                        FORWARD,
                        m -> forwarded
                                ? permitted(FORWARD, page, m, chosen)
                                : Availability.disabled("nothing listens in an object of this kind"))
                .add(
                        FILES,
                        m -> pods
                                ? permitted(FILES, page, m, chosen)
                                : Availability.disabled("only pods have containers"))
                .add(MARK, _ -> chosen)
                .add(MARK_RANGE, _ -> Availability.when(!page.marks().isEmpty(), "mark one end of the range first"))
                .add(MARK_ALL, _ -> chosen)
                .add(UNMARK, _ -> Availability.when(!page.marks().isEmpty(), "nothing is marked"));
        ObjectActions.ALL.forEach(a -> all.add(a, m -> permitted(a, page, m, possible(page, a.id()))));
        return all.addAll(SideFlow.ACTIONS)
                .addAll(Favourites.actions(namespaced))
                .build();
    }

    /** Whether its objects have pods that they select or run. */
    static boolean hasPods(KindPage page) {
        return page.served()
                .map(Served::kind)
                .filter(k -> k.equals(Kind.NODE) || Onward.selects(k))
                .isPresent();
    }

    /** What is done in a container may change anything. */
    private static Availability talks(KindPage page, boolean pods, Availability chosen, Model model) {
        if (!pods) {
            return Availability.disabled("only pods have containers");
        }
        return page.selected()
                .flatMap(r -> model.readOnly(r.cluster()))
                .map(Availability::disabled)
                .orElse(chosen);
    }

    /** What changes objects is done to the marked ones where there are any. */
    private static Availability permitted(ActionSpec action, KindPage page, Model model, Availability possible) {
        // Looked at first, because the first picture can't know any rights and need not find its row for that.
        if (model.data().rights().isEmpty() || !possible.isEnabled()) {
            return possible;
        }
        return Permits.of(
                action,
                ObjectActions.isChange(action.id()) ? page.touches(model) : page.selectedOnly(),
                model,
                possible);
    }

    /** Whether it fits the kind of the selected row, or those of all that is marked. */
    private static boolean suits(KindPage page, String action) {
        List<Optional<Served>> kinds = page.ask().isMix() && !page.marks().isEmpty()
                ? page.marks().rows().values().stream()
                        .map(page::served)
                        .distinct()
                        .toList()
                : List.of(page.served());
        return kinds.stream()
                .allMatch(served -> served.filter(s -> ObjectActions.suits(action, s.kind()))
                        .isPresent());
    }

    private static Availability possible(KindPage page, String action) {
        if (!suits(page, action)) {
            return Availability.disabled("that is not for this kind");
        }
        return page.marks().isEmpty()
                ? Availability.when(!page.sheet().rows().isEmpty(), "there is no row")
                : Availability.when(
                        page.marks().rows().size() == 1 || ObjectActions.suitsSeveral(action),
                        "it is done to one object at a time: Esc clears the marks");
    }
}
