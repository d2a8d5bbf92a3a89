package io.millwright.app.page;

import io.millwright.app.browse.Sheet;
import io.millwright.engine.browse.Freshness;
import io.millwright.spi.Problem;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a page of objects says beside its rows. */
final class KindNotes {
    private static final int AT_MOST = 3;

    private KindNotes() {}

    /** One line for each thing that couldn't be read. */
    static List<Line> of(KindPage page, Model model) {
        List<Line> lines = new ArrayList<>();
        KindFeed.unusable(page, model).forEach((cluster, why) -> lines.add(line(cluster, why)));
        for (KindSource source : KindFeed.sources(page, model)) {
            Optional.ofNullable(page.parts().get(source)).ifPresent(part -> {
                part.failure().flatMap(Answer::problem).ifPresent(p -> lines.add(line(source.context(), p)));
                part.missing().forEach(p -> lines.add(line(source.context(), p)));
            });
        }
        if (lines.size() <= AT_MOST) {
            return lines;
        }
        List<Line> few = new ArrayList<>(lines.subList(0, AT_MOST - 1));
        few.add(Line.of("and " + (lines.size() - few.size()) + " more that couldn't be read", Style.WARNING));
        return few;
    }

    /** Draws them below the first line; gives the rest of the body. */
    static Surface above(Surface body, List<Line> notes) {
        for (int i = 0; i < notes.size(); i++) {
            notes.get(i).renderCut(body, 1, 1 + i);
        }
        return body.rows(1 + notes.size(), body.height() - 1 - notes.size());
    }

    /** How many rows are marked, and how many of them a filter hides. */
    static String marks(Marks marks, Sheet sheet) {
        long hidden =
                marks.rows().values().stream().filter(r -> !sheet.shows(r)).count();
        return marks.isEmpty()
                ? ""
                : " · " + marks.rows().size() + " marked"
                        + (hidden == 0 ? "" : " (" + hidden + " hidden by the filter)");
    }

    /** What couldn't be read of a cluster, and what to do. */
    static Line line(String cluster, Problem problem) {
        return Line.of(
                new Cell(cluster + ": can't " + problem.attempted() + ": ", Style.WARNING),
                Cell.of(Words.brief(problem) + ". "),
                Cell.muted(problem.next()));
    }

    /** How fresh the rows are: of all lists, or else of those that lag behind, where what several lists say is said once. */
    static List<Cell> freshness(KindPage page, Model model) {
        Map<KindSource, KindPart> parts = page.parts();
        boolean several =
                parts.keySet().stream().map(KindSource::context).distinct().count() > 1;
        Map<String, Cell> late = new LinkedHashMap<>();
        int live = 0;
        for (Map.Entry<KindSource, KindPart> entry : parts.entrySet()) {
            String where = several ? entry.getKey().context() + " " : "";
            switch (entry.getValue().freshness().orElse(null)) {
                case null -> {}
                case Freshness.Live _ -> live++;
                case Freshness.Polling p ->
                    say(late, Cell.muted(where + "read every " + p.every().toSeconds() + " s"));
                case Freshness.Cached c -> say(late, cached(where, c, entry.getValue(), model));
                case Freshness.Stale s ->
                    say(
                            late,
                            new Cell(
                                    where + Words.span(Duration.between(s.since(), model.now())) + " old: "
                                            + Words.brief(s.why()),
                                    Style.WARNING));
            }
        }
        if (live > 0) {
            say(late, Cell.muted(live == parts.size() ? "live" : live + " of " + parts.size() + " live"));
        }
        return List.copyOf(late.values());
    }

    /** Rows of before are told from those that the cluster has just told. */
    private static Cell cached(String where, Freshness.Cached rows, KindPart part, Model model) {
        String old = where + Words.span(Duration.between(rows.seen(), model.now())) + " old";
        String more = rows.more() == 0 ? "" : ", " + rows.more() + " more";
        return part.failure().isPresent()
                ? new Cell(old + more, Style.WARNING)
                : new Cell(old + (more.isEmpty() ? "" : more + " to come") + ", asking", Style.INFO);
    }

    private static void say(Map<String, Cell> said, Cell cell) {
        said.put(cell.text(), cell);
    }
}
