package io.millwright.app.page;

import io.millwright.tui.widget.Palette;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was chosen in the palette last. */
final class Recently {
    private Recently() {}

    /** The entries with those first that were chosen last, lines that were typed among them; what isn't there now is left out. */
    static List<Palette.Entry> first(List<Palette.Entry> entries, List<String> recent) {
        if (recent.isEmpty()) {
            return entries;
        }
        Map<String, Palette.Entry> known = new LinkedHashMap<>();
        entries.forEach(e -> known.putIfAbsent(e.id(), e));
        List<Palette.Entry> ordered = new ArrayList<>();
        for (String id : recent) {
            Palette.Entry there = known.remove(id);
            if (there != null) {
                ordered.add(there);
            } else if (id.startsWith(Places.PAGE)) {
                ordered.add(new Palette.Entry(id, id.substring(Places.PAGE.length()), "recent", "", "", ""));
            }
        }
        ordered.addAll(known.values());
        return ordered;
    }
}
