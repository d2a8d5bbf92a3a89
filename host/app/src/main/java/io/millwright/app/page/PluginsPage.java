package io.millwright.app.page;

import io.millwright.tui.Glyphs;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Optional;

/** What became of every plugin that was found. */
record PluginsPage(Rows rows) implements Page {
    static final PluginsPage START = new PluginsPage(Rows.START);

    private static final Table<Desk.PluginRow> TABLE = new Table<>(
            List.of(
                    Column.sign(p -> Cell.of(Words.sign(p.severity()), Glyphs.UNICODE)),
                    Column.text("plugin", 10, 30, 0, p -> Cell.of(p.id())),
                    Column.text("version", 7, 18, 1, p -> Cell.of(p.version())),
                    Column.text("state", 8, 14, 0, p -> Cell.of(p.state())),
                    Column.text("where", 10, 100, 2, p -> Cell.muted(p.place()))),
            p -> p.id() + p.place());

    private static List<Desk.PluginRow> all(Model model) {
        return model.data().plugins().flatMap(Answer::value).orElse(List.of());
    }

    private List<Desk.PluginRow> shown(Model model) {
        return rows.filtered(all(model), p -> p.id() + " " + p.state() + " " + p.place());
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("plugins");
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(Act.FILTER).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model);
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new PluginsPage(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(TABLE, shown(model), key, model.bodyHeight() - 7)
                .map(r -> model.with(new PluginsPage(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        int detail = 5;
        int height = body.height() - 1 - detail;
        rows.render(
                body.rows(1, height),
                "plugins",
                TABLE,
                shown(model),
                all(model).size(),
                true,
                Tables.empty("plugins", model.data().plugins(), model));
        body.rule(height + 1);
        TABLE.selected(rows.table(), shown(model)).ifPresent(p -> {
            int row = height + 2;
            for (String line : Text.wrap(p.detail(), body.width() - 2)) {
                body.put(1, row++, line, Style.TEXT);
            }
        });
    }
}
