package io.millwright.app.page;

import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;

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

    /** What works on every page. */
    static final ActionRegistry<Model> EVERYWHERE = ActionRegistry.<Model>builder()
            .add(PALETTE)
            .add(HELP)
            .add(BACK)
            .add(REFRESH)
            .add(LEAVE)
            .build();

    private Act() {}

    /** An action that opens something that may end in a change, behind a preview and its approval. */
    static ActionSpec changing(String id, String keys, String label, String help, String commandLine) {
        return new ActionSpec(id, ActionSpec.keys(keys), label, help, "plans", "", commandLine);
    }
}
