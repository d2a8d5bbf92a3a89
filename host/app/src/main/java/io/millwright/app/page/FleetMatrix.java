package io.millwright.app.page;

import io.millwright.app.settings.ContextLook;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.Severity;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Msg;
import io.millwright.tui.Rect;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools down, clusters across; columns scroll sideways when they don't fit. */
record FleetMatrix(int row, int column, boolean focus) {
    /** A click on a cell; {@code again} when it was selected already. */
    record CellPointed(int row, int column, boolean again) implements Msg {}

    private static final int NAME = 16;
    private static final int NARROWEST = 18;

    void render(Surface surface, Model model) {
        List<Desk.ClusterRow> clusters = model.data().clusterRows();
        List<Desk.ToolRow> tools = model.data().toolRows();
        if (clusters.isEmpty() || tools.isEmpty()) {
            surface.put(1, 0, waiting(model), Style.MUTED);
            return;
        }
        int fit = Math.max(1, (surface.width() - NAME - 2) / NARROWEST);
        int shown = Math.min(fit, clusters.size());
        int width = Math.min(32, (surface.width() - NAME - 2) / shown);
        int chosen = Math.min(column, clusters.size() - 1);
        int first = Math.clamp(chosen - shown + 1, 0, clusters.size() - shown);
        int visible = surface.height() - 1;
        int at = Math.min(row, tools.size() - 1);
        int top = Math.clamp(at - visible + 1, 0, Math.max(0, tools.size() - visible));
        for (int c = 0; c < shown; c++) {
            Desk.ClusterRow cluster = clusters.get(first + c);
            int col = NAME + 2 + c * width;
            Optional<ContextLook> look = model.prefs().screen().look(cluster.name());
            String label = look.map(l -> " " + l.label()).orElse("");
            String name = Text.truncateMiddle(cluster.name(), width - 2 - label.length(), surface.glyphs());
            int end = surface.put(col, 0, name, heading(cluster));
            look.ifPresent(l -> surface.put(end, 0, label, Style.of(l.accent()).asBold()));
            int room = col + width - 3 - end - Text.width(label);
            FleetLoads.brief(cluster.name(), model)
                    .filter(l -> Text.width(l.text()) < room)
                    .ifPresent(l -> surface.putRight(col + width - 3, 0, l.text(), l.style()));
            for (int line = 0; line < visible && top + line < tools.size(); line++) {
                boolean here = top + line == at && first + c == chosen;
                surface.spot(
                        new Rect(col - 1, line + 1, width - 1, 1),
                        new CellPointed(top + line, first + c, here && focus));
                cell(surface, new Rect(col - 1, line + 1, width - 1, 1), cluster, tools.get(top + line), model, here);
            }
        }
        if (shown < clusters.size()) {
            surface.put(1, 0, (first + 1) + "-" + (first + shown) + " of " + clusters.size(), Style.MUTED);
        }
        for (int line = 0; line < visible && top + line < tools.size(); line++) {
            boolean here = top + line == at;
            String tool = Text.truncateEnd(tools.get(top + line).name(), NAME - 1, surface.glyphs());
            surface.put(1, line + 1, tool, here ? Style.TEXT.asBold() : Style.TEXT);
        }
    }

    private static Style heading(Desk.ClusterRow cluster) {
        return cluster.unusable().isPresent() ? Style.MUTED.asStrike() : Style.MUTED;
    }

    private static String waiting(Model model) {
        if (model.data().clusters().isPresent() && model.data().clusterRows().isEmpty()) {
            return "The kubeconfig names no cluster; 'millwright sandbox' opens simulated ones.";
        }
        if (model.data().tools().isPresent() && model.data().toolRows().isEmpty()) {
            return "No plugin was loaded; ':plugins' says why.";
        }
        return "Reading the kubeconfig and loading plugins.";
    }

    private void cell(
            Surface surface, Rect area, Desk.ClusterRow cluster, Desk.ToolRow tool, Model model, boolean here) {
        Surface place = surface.sub(area);
        int col = 1;
        for (Cell part : parts(cluster, tool, model, surface.glyphs())) {
            String text = Text.truncateEnd(part.text(), Math.max(0, area.width() - col), surface.glyphs());
            col = place.put(col, 0, text, part.style());
        }
        if (here && focus) {
            place.restyle(
                    new Rect(0, 0, area.width(), 1), _ -> Style.TEXT.asBold().asReverse());
            place.cursor(1, 0);
        } else if (here) {
            place.put(0, 0, surface.glyphs().pointer(), Style.ACCENT);
        }
    }

    private static List<Cell> parts(Desk.ClusterRow cluster, Desk.ToolRow tool, Model model, Glyphs glyphs) {
        Optional<Answer<List<Instance>>> answer = model.data().found(cluster.name(), tool.id());
        Optional<Problem> problem = cluster.unusable().or(() -> answer.flatMap(Answer::problem));
        if (problem.isPresent()) {
            return List.of(
                    new Cell(Sign.UNKNOWN.glyph(glyphs) + " ", Style.UNKNOWN),
                    new Cell(Words.brief(problem.get()), Style.MUTED));
        }
        if (answer.isEmpty()) {
            return List.of(Cell.muted("reading"));
        }
        List<Instance> all = model.data().worstFirst(cluster.name(), tool.id());
        if (all.isEmpty()) {
            return List.of(Cell.of(Sign.ABSENT, glyphs));
        }
        Sign sign =
                Words.sign(all.getFirst(), model.data().health(all.getFirst().id()));
        if (all.size() == 1) {
            Instance only = all.getFirst();
            return List.of(
                    new Cell(sign.glyph(glyphs) + " ", sign.style()),
                    Cell.of(only.version().orElse(only.id().name())));
        }
        Map<Sign, Integer> counts = new EnumMap<>(Sign.class);
        all.forEach(i -> counts.merge(Words.sign(i, model.data().health(i.id())), 1, Integer::sum));
        Cell first =
                new Cell(Words.sign(FleetPage.worst(all, model.data())).glyph(glyphs) + " ", worstStyle(all, model));
        StringBuilder text = new StringBuilder(String.valueOf(all.size()));
        if (counts.size() > 1) {
            counts.forEach((s, n) -> text.append(' ').append(s.glyph(glyphs)).append(n));
        }
        return List.of(first, Cell.of(text.toString()));
    }

    private static Style worstStyle(List<Instance> all, Model model) {
        Severity worst = FleetPage.worst(all, model.data());
        return Words.sign(worst).style();
    }
}
