package io.millwright.app.page;

import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PreviewView;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Plan;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.tui.Style;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan and its preview as lines of at most that many cells: what is done, what changes, what it means. */
record PreviewText(Prepared prepared, int width) {
    private static final int EFFECT = 12;
    private static final int UNDO = 12;

    List<Line> lines() {
        Plan plan = prepared.plan();
        PreviewView preview = prepared.preview();
        List<Line> lines = new ArrayList<>();
        wrapped(lines, plan.title(), "", Style.TITLE);
        lines.add(Line.of(""));
        preview.blockers().forEach(b -> wrapped(lines, "▲ stands against it: " + b, "  ", Style.WARNING));
        preview.missingRights().forEach(r -> wrapped(lines, "▲ you may not " + r, "  ", Style.WARNING));
        steps(lines, plan);
        changes(lines, plan, preview);
        plan.consequences().forEach(c -> wrapped(lines, "· " + c, "  ", Style.TEXT));
        for (Risk risk : plan.risks()) {
            wrapped(lines, "▲ " + risk.title() + ": " + risk.detail(), "  ", Style.WARNING);
        }
        preview.remarks().forEach(r -> wrapped(lines, "i " + r, "  ", Style.INFO));
        undo(lines, plan);
        commands(lines, plan, preview);
        return lines;
    }

    private void steps(List<Line> lines, Plan plan) {
        int needs = width >= 110 ? 34 : 0;
        int title = Math.max(20, width - 3 - EFFECT - UNDO - needs);
        lines.add(Line.of(
                Text.padEnd("#", 3)
                        + Text.padEnd("step", title)
                        + Text.padEnd("effect", EFFECT)
                        + Text.padEnd("undo", UNDO)
                        + (needs > 0 ? "needs" : ""),
                Style.MUTED));
        int number = 1;
        for (Step step : plan.steps()) {
            List<String> parts = Text.wrap(step.title(), title - 2);
            String right = step.needs().stream().map(AccessNeed::display).collect(Collectors.joining(", "));
            lines.add(Line.of(
                    new Cell(Text.padEnd(String.valueOf(number++), 3), Style.MUTED),
                    Cell.of(Text.padEnd(parts.isEmpty() ? "" : parts.getFirst(), title)),
                    Cell.muted(Text.padEnd(step.effect().name().toLowerCase(Locale.ROOT), EFFECT)),
                    Cell.muted(Text.padEnd(step.undo().word(), UNDO)),
                    Cell.muted(needs > 0 ? Text.start(right, needs) : "")));
            parts.stream().skip(1).forEach(p -> lines.add(Line.of("   " + p)));
            if (step.pointOfNoReturn()) {
                lines.add(Line.of("   from here on there is no way back", Style.WARNING));
            }
        }
        lines.add(Line.of(""));
    }

    private void changes(List<Line> lines, Plan plan, PreviewView preview) {
        int count =
                preview.changesByStep().values().stream().mapToInt(List::size).sum();
        lines.add(Line.of("changes " + count, Style.ACCENT));
        for (Step step : plan.steps()) {
            for (PreviewView.Change change : preview.changesByStep().getOrDefault(step.id(), List.of())) {
                lines.add(Line.of(
                        new Cell(change.verb() + " ", Style.MUTED), new Cell(change.object(), Style.TEXT.asBold())));
                change.diff().forEach(d -> lines.add(Line.of("  " + d, diffStyle(d))));
            }
        }
        lines.add(Line.of(""));
    }

    private static Style diffStyle(String line) {
        return line.startsWith("+") ? Style.ADDED : line.startsWith("-") ? Style.REMOVED : Style.TEXT;
    }

    private void undo(List<Line> lines, Plan plan) {
        for (Step step : plan.steps()) {
            switch (step.undo()) {
                case Undo.BestEffort u ->
                    wrapped(lines, "undo of '" + step.title() + "': best effort, " + u.limits(), "  ", Style.MUTED);
                case Undo.ByRestore u ->
                    wrapped(lines, "undo of '" + step.title() + "': only by restoring " + u.what(), "  ", Style.MUTED);
                case Undo.None u ->
                    wrapped(lines, "no way back from '" + step.title() + "': " + u.reason(), "  ", Style.WARNING);
                case Undo.Exact _, Undo.NothingToUndo _ -> {}
            }
        }
    }

    private void commands(List<Line> lines, Plan plan, PreviewView preview) {
        lines.add(Line.of(""));
        lines.add(Line.of("the same by hand", Style.ACCENT));
        for (Step step : plan.steps()) {
            preview.commandsByStep()
                    .getOrDefault(step.id(), List.of())
                    .forEach(c -> c.lines().forEach(l -> wrapped(lines, l, "    ", Style.MUTED)));
        }
    }

    private void wrapped(List<Line> lines, String text, String indent, Style style) {
        String before = "";
        for (String part : Text.wrap(text, width - indent.length())) {
            lines.add(Line.of(before + part, style));
            before = indent;
        }
    }
}
