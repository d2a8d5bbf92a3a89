package io.millwright.app.page;

import io.millwright.app.browse.Sheet;
import io.millwright.engine.browse.Freshness;
import io.millwright.spi.Problem;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        model.data()
                .clusterRows()
                .forEach(cluster -> Optional.ofNullable(page.parts().get(cluster.name()))
                        .ifPresent(part -> {
                            part.failure().flatMap(Answer::problem).ifPresent(p -> lines.add(line(cluster.name(), p)));
                            part.missing().forEach(p -> lines.add(line(cluster.name(), p)));
                        }));
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
            notes.get(i).render(body, 1, 1 + i);
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

    /** How fresh the rows are: of all clusters, or else of those that lag behind. */
    static List<Cell> freshness(Map<String, KindPart> parts, Instant now) {
        List<Cell> late = new ArrayList<>();
        int live = 0;
        for (Map.Entry<String, KindPart> entry : parts.entrySet()) {
            String where = parts.size() > 1 ? entry.getKey() + " " : "";
            switch (entry.getValue().freshness().orElse(null)) {
                case null -> {}
                case Freshness.Live _ -> live++;
                case Freshness.Polling p ->
                    late.add(Cell.muted(where + "read every " + p.every().toSeconds() + " s"));
                case Freshness.Stale s ->
                    late.add(new Cell(
                            where + Words.span(Duration.between(s.since(), now)) + " old: " + Words.brief(s.why()),
                            Style.WARNING));
            }
        }
        if (live > 0) {
            late.add(Cell.muted(live == parts.size() ? "live" : live + " of " + parts.size() + " live"));
        }
        return late;
    }
}
