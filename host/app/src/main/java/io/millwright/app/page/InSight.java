package io.millwright.app.page;

import io.millwright.app.browse.Usage;
import io.millwright.engine.browse.Row;
import io.millwright.spi.Kind;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Style;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the rows in sight use, where a list is too long to be measured as a whole: each is asked for by itself, so that it costs what is looked
 * at. It is beside the rows and no column of theirs: nothing can be sorted or filtered by what is known of a few.
 *
 * @param now by key of the row
 * @param asked keys of the rows that were asked for last
 * @param pending how many clusters haven't answered yet
 */
record InSight(Map<String, Usage> now, Set<String> asked, int pending) {
    static final InSight NOTHING = new InSight(Map.of(), Set.of(), 0);

    /** Measures of more pods would be most of what a page asks of a cluster. */
    static final int WHOLE_AT_MOST = 2000;

    /** So many of them every fifteen seconds stay below what a page may cost while nothing happens. */
    static final int MOST = 40;

    InSight {
        now = Map.copyOf(now);
        asked = Set.copyOf(asked);
    }

    /** Whether the list is too long to be measured every few seconds. */
    static boolean isMeantFor(KindPage page) {
        return !page.ask().isMix()
                && page.isOf(Kind.POD)
                && page.sheet().size() > WHOLE_AT_MOST
                && page.usage().now().isEmpty();
    }

    /** The rows in sight from the top, as many as are measured. */
    private static List<Row> rows(KindPage page, Model model) {
        List<Row> all = page.sheet().rows();
        int height = SidePanel.listHeight(
                        model,
                        model.bodyHeight() - 1 - KindNotes.of(page, model).size())
                - 1;
        int top = Math.clamp(page.rows().table().top(), 0, all.size());
        return all.subList(top, Math.clamp(top + (long) Math.clamp(height, 0, MOST), top, all.size()));
    }

    /** Does those things, and asks for all in sight where a list is measured that way. */
    static Next<Page> measuring(KindPage page, List<Effect> besides, Model model) {
        if (!isMeantFor(page)) {
            return new Next<>(page, besides);
        }
        Map<String, List<String>> places = new TreeMap<>();
        Set<String> asked = new HashSet<>();
        for (Row row : rows(page, model)) {
            asked.add(row.key());
            places.computeIfAbsent(row.cluster(), _ -> new ArrayList<>()).add(row.namespace() + "/" + row.name());
        }
        List<Effect> effects = new ArrayList<>(besides);
        places.forEach((cluster, some) -> effects.add(
                new Scoped(KindPage.scope(page.number()), new BrowseEffect.MeasureSome(page.number(), cluster, some))));
        return new Next<>(page.with(new InSight(page.inSight().now, asked, places.size())), effects);
    }

    /** Asks for them when others have come into sight; one question at a time, however fast somebody scrolls. */
    static Next<Model> following(KindPage page, Model model) {
        if (!isMeantFor(page)
                || page.inSight().pending > 0
                || rows(page, model).stream().allMatch(r -> page.inSight().asked.contains(r.key()))) {
            return Next.of(model.with(page));
        }
        return model.with(measuring(page, List.of(), model));
    }

    /** With what a cluster has said; what isn't in sight any more is forgotten. */
    InSight with(BrowseMsg.MeasuredSome msg) {
        String prefix = msg.context() + "/";
        Map<String, Usage> latest = new HashMap<>(now);
        latest.keySet().removeIf(k -> k.startsWith(prefix) || !asked.contains(k));
        msg.usage().forEach((place, usage) -> latest.put(prefix + place, usage));
        return new InSight(latest, asked, Math.max(0, pending - 1));
    }

    /** The columns beside those of the rows. */
    List<Column<Row>> columns() {
        return now.isEmpty()
                ? List.of()
                : List.of(
                        Column.number("cpu", 7, 2, r -> cell(usage(r).map(Usage::cpuText))),
                        Column.number("memory", 8, 2, r -> cell(usage(r).map(Usage::memoryText))));
    }

    /** What the header says of it; a filter by what is known of a few finds nothing, which is said, too. */
    Optional<Cell> fact(KindPage page) {
        String filter = page.rows().filter().text();
        if (isMeantFor(page) && (filter.contains("cpu") || filter.contains("memory"))) {
            return Optional.of(
                    new Cell("no filter by cpu or memory: more than " + WHOLE_AT_MOST + " pods", Style.WARNING));
        }
        return now.isEmpty() ? Optional.empty() : Optional.of(Cell.muted("cpu and memory of the rows in sight only"));
    }

    private Optional<Usage> usage(Row row) {
        return Optional.ofNullable(now.get(row.key()));
    }

    private static Cell cell(Optional<String> text) {
        return Cell.of(text.orElse(""));
    }
}
