package io.millwright.app.page;

import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;

/** Actions that several pages have: the same key, word and help everywhere. */
final class Act {
    static final ActionSpec FILTER = ActionSpec.reading(
            "list.filter", "/", "filter", "Shows only the rows that contain all words typed; Esc clears it.", "");
    static final ActionSpec OPEN =
            ActionSpec.reading("row.open", "enter", "open", "Opens what the selected row stands for.", "");
    static final ActionSpec PALETTE = ActionSpec.reading(
            "palette", ":", "palette", "Finds tools, instances, clusters, runbooks, pages and actions by words.", "");
    static final ActionSpec HELP = ActionSpec.reading(
            "help", "?", "help", "Lists everything that can be done on this page.", "millwright --help");
    static final ActionSpec BACK =
            ActionSpec.reading("page.back", "esc", "back", "Leaves this page; a run goes on.", "");
    static final ActionSpec REFRESH =
            ActionSpec.reading("refresh", "ctrl-r", "read again", "Reads what this page shows again, now.", "");
    static final ActionSpec LEAVE =
            ActionSpec.reading("leave", "q ctrl-c", "leave", "Asks, then ends the program.", "");

    static final ActionSpec MENU = ActionSpec.reading(
            "menu", "x", "menu", "Lists what can be done here with its keys, and why something can't be done now.", "");
    static final ActionSpec BEFORE = ActionSpec.reading(
            "page.before", "[", "place before", "Goes back to where you were before, as it was left.", "");
    static final ActionSpec AFTER =
            ActionSpec.reading("page.after", "]", "place after", "Goes forward again after going back.", "");
    static final ActionSpec LAST =
            ActionSpec.reading("page.last", "-", "last place", "Changes between this place and the last one.", "");
    static final ActionSpec SAVE = ActionSpec.reading(
            "text.save",
            "W",
            "save",
            "Saves what is shown here to a file of yours, without what looks like a credential; says which.",
            "");
    static final ActionSpec TREE = ActionSpec.reading(
            "tree",
            "T",
            "tree",
            "Shows what this belongs to, what belongs to it, and what its pods mount and use; what is beyond its namespace is read when its row is opened.",
            "millwright tree KIND/NAME");
    static final ActionSpec USED_BY = ActionSpec.reading(
            "used-by",
            "I",
            "in use by",
            "Shows what needs this Secret, ConfigMap, claim, service account or priority class: workloads, also those without pods now, and pods of their own; of a Secret also Ingresses and service accounts.",
            "millwright tree KIND/NAME --used-by");
    static final ActionSpec SETTINGS = ActionSpec.reading(
            "settings",
            "",
            "settings",
            "Shows all actions with their keys, and what of the settings doesn't hold.",
            "");
    static final ActionSpec CALLS = ActionSpec.reading(
            "calls",
            "@",
            "calls",
            "Lists the last calls to the clusters, newest first, each as a line of kubectl, Helm or the credential plugin.",
            "");
    static final ActionSpec MOUSE = ActionSpec.reading(
            "mouse",
            "",
            "mouse on or off",
            "Takes clicks and the wheel for Millwright, or leaves them to the terminal's own selection.",
            "");

    static final ActionSpec CRUMBS = ActionSpec.reading(
            "breadcrumbs",
            "ctrl-g",
            "breadcrumbs",
            "Says in the first line the way to this page, or only the cluster and what may be done in it.",
            "");

    /** What works on every page that shows text to be read. */
    static final ActionRegistry<Model> TEXT = ActionRegistry.<Model>builder()
            .add(ActionSpec.reading(
                    "text.search", "/", "search", "Looks for words in this text; Enter finds the first.", ""))
            .add(ActionSpec.reading("text.next", "n", "next found", "Goes to the next place where the words are.", ""))
            .add(ActionSpec.reading(
                    "text.previous", "N", "found before", "Goes to the place before where the words are.", ""))
            .add(ActionSpec.reading("text.wrap", "w", "wrap", "Breaks long lines, or cuts them at the edge.", ""))
            .build();

    /** What works on every page. */
    static final ActionRegistry<Model> EVERYWHERE = ActionRegistry.<Model>builder()
            .add(MENU)
            .add(PALETTE)
            .add(HELP)
            .add(BACK)
            .add(BEFORE, m -> Availability.when(m.trail().before().isPresent(), "you were nowhere before"))
            .add(AFTER, m -> Availability.when(m.trail().after().isPresent(), "you haven't gone back from anywhere"))
            .add(LAST, m -> Availability.when(m.trail().before().isPresent(), "you were nowhere before"))
            .add(REFRESH)
            .add(Pending.GO, Pending::availability)
            .add(CALLS)
            .add(SETTINGS)
            .add(MOUSE)
            .add(LEAVE)
            .add(CRUMBS)
            .build();

    private Act() {}

    /** An action that opens something that may end in a change, behind a preview and its approval. */
    static ActionSpec changing(String id, String keys, String label, String help, String commandLine) {
        return new ActionSpec(id, ActionSpec.keys(keys), label, help, "plans", "", commandLine);
    }
}
