package io.millwright.app.page;

import io.millwright.app.cli.Rehearsed;
import io.millwright.tui.Key;
import io.millwright.tui.Next;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a plan went on a copy of its instance. */
record RehearsalPage(String title, Rehearsed rehearsed, int top) implements Page {
    private static final int STATE = 14;
    private static final int TOOK = 8;

    static RehearsalPage of(String title, Rehearsed rehearsed) {
        return new RehearsalPage(title, rehearsed, 0);
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("rehearsal");
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model);
    }

    private List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(title, Style.TITLE));
        wrapped(
                lines,
                "Rehearsed on a copy of " + rehearsed.objects() + " objects: " + rehearsed.state() + " after "
                        + Words.span(rehearsed.took()) + ". Nothing was changed in the cluster.",
                width,
                rehearsed.succeeded() ? Style.TEXT : Style.WARNING);
        lines.add(Line.of(""));
        for (Rehearsed.Line s : rehearsed.steps()) {
            step(lines, s, width);
        }
        rehearsed
                .problem()
                .ifPresent(p -> wrapped(
                        lines,
                        (rehearsed.cutShort() ? "From there on: " : "It would stop: ") + p.why() + ". " + p.next(),
                        width,
                        Style.WARNING));
        lines.add(Line.of(""));
        lines.add(Line.of("Not rehearsed", Style.TITLE));
        rehearsed.notRehearsed().forEach(n -> wrapped(lines, "· " + n, width, Style.TEXT));
        return lines;
    }

    /** What was seen of a step stands beside it, or below it where it hasn't room. */
    private static void step(List<Line> lines, Rehearsed.Line step, int width) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.of(Text.padEnd(step.state(), STATE)),
                Cell.muted(Text.padEnd(Words.span(step.took()), TOOK)),
                Cell.of(step.title())));
        boolean beside = STATE + TOOK + Text.width(step.title() + "  " + step.detail()) <= width;
        if (beside && !step.detail().isEmpty()) {
            cells.add(Cell.muted("  " + step.detail()));
        }
        lines.add(new Line(cells));
        if (!beside) {
            Text.wrap(step.detail(), width - STATE - TOOK)
                    .forEach(part -> lines.add(Line.of(Cell.muted(" ".repeat(STATE + TOOK) + part))));
        }
    }

    private static void wrapped(List<Line> lines, String text, int width, Style style) {
        Text.wrap(text, width).forEach(l -> lines.add(Line.of(l, style)));
    }

    private TextView view(Model model) {
        return new TextView(lines(Math.max(40, model.size().width() - 2)), top, 0, false, "", Optional.empty());
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(view(model)
                .on(key, model.bodyHeight() - 1)
                .filter(t -> !t.isTyping())
                .map(t -> model.with(new RehearsalPage(title, rehearsed, t.top())))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        view(model).render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
        body.cursor(1, 1);
    }
}
