package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.tui.Key;
import io.millwright.tui.Next;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;

/** One past run, as its journal tells it. */
record OperationPage(PastRun run, TextView text) implements Page {
    static OperationPage of(PastRun run) {
        return new OperationPage(run, TextView.of(lines(run)));
    }

    private static List<Line> lines(PastRun run) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(run.title(), Style.TITLE));
        lines.add(Line.of("state    " + run.state()));
        lines.add(Line.of("run      " + run.id()));
        lines.add(Line.of("target   " + run.tool() + " " + run.target() + " on " + run.cluster()));
        lines.add(Line.of("by       " + run.by()));
        lines.add(Line.of("started  " + run.started()));
        run.ended().ifPresent(e -> lines.add(Line.of("ended    " + e)));
        lines.add(Line.of(""));
        run.steps()
                .forEach(s -> lines.add(Line.of(
                        Cell.muted(s.at() + "  "),
                        Cell.of(s.state() + "  " + s.title()),
                        Cell.muted(s.detail().isEmpty() ? "" : "  " + s.detail()))));
        return lines;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("operations", run.id());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model);
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(text.on(key, model.bodyHeight() - 1)
                .filter(t -> !t.isTyping())
                .map(t -> model.with(new OperationPage(run, t)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        text.render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
        body.cursor(1, 1);
    }
}
