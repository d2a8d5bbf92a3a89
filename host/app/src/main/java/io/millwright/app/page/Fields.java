package io.millwright.app.page;

import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.widget.Palette;
import io.millwright.tui.widget.Pointed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Picks one field of a row, to copy its whole value. */
final class Fields {
    private Fields() {}

    /** Opens the list of a row's fields; the columns may leave out, or cut, any of them. */
    static Next<Model> open(Row row, List<Column> columns, Model model) {
        List<Palette.Entry> entries = new ArrayList<>();
        add(entries, "name", row.name());
        add(entries, "namespace", row.namespace());
        add(entries, "context", row.cluster());
        for (int i = 0; i < columns.size(); i++) {
            String title = columns.get(i).name().toLowerCase(Locale.ROOT);
            if (!title.equals("name")) {
                add(entries, title, row.cell(i));
            }
        }
        add(entries, "uid", row.uid());
        return Next.of(model.withOverlay(new Model.Overlay.Picking(Palette.of(entries))));
    }

    private static void add(List<Palette.Entry> entries, String title, String value) {
        if (!value.isEmpty()) {
            entries.add(new Palette.Entry(value, title + "   " + value, "field", "", "", ""));
        }
    }

    static Next<Model> on(Palette palette, Msg msg, Model model) {
        Model closed = model.withOverlay(new Model.Overlay.None());
        if (msg instanceof Pointed.Row) {
            return on(palette.on(msg).orElse(palette), Key.ENTER, model);
        }
        if (msg instanceof Key key && (key.is(Key.Code.ESC) || key.equals(Key.ctrl('c')))) {
            return Next.of(closed);
        }
        if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
            return palette.chosen()
                    .map(e -> Next.of(closed.say(Sign.INFO, "Copied: " + e.id()), new Copy(e.id())))
                    .orElse(Next.of(closed));
        }
        return Next.of(palette.on(msg)
                .map(p -> model.withOverlay(new Model.Overlay.Picking(p)))
                .orElse(model));
    }
}
