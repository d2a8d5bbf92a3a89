package io.millwright.app.page;

import io.millwright.app.browse.Filter;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** How a page of objects is drawn. */
final class KindPicture {
    private KindPicture() {}

    /** The columns that there are for it now. */
    static Table<Row> table(KindPage page, Model model) {
        List<Column<Row>> drawn = new ArrayList<>();
        if (KindFeed.clusters(page, model).size() > 1) {
            drawn.add(Column.text("context", 8, 24, 1, r -> Cell.muted(r.cluster())));
        }
        if (page.isNamespaced()) {
            drawn.add(Column.text("namespace", 9, 30, 0, r -> Cell.muted(r.namespace())));
        }
        KindLook look = page.look();
        look.shown(SidePanel.listWidth(model)).forEach(i -> drawn.add(marked(page, i, look.column(i, model.now()))));
        drawn.addAll(page.inSight().columns());
        if (!page.usage().past().isEmpty()) {
            drawn.add(Column.text(
                    "cpu lately", 10, 10, 9, r -> Cell.muted(page.usage().trend(r))));
        }
        if (page.columns().isEmpty()) {
            drawn.add(Column.name("name", 12, 63, 0, r -> Cell.of(r.name())));
        }
        return new Table<>(drawn, Row::key);
    }

    /** With what changed a moment ago marked. */
    private static Column<Row> marked(KindPage page, int index, Column<Row> column) {
        boolean name = index == 0;
        return column.drawn(
                r -> page.recent().drawn(r, index, name, column.cell().apply(r)));
    }

    /** With what the filter has found marked. */
    private static Table<Row> table(KindPage page, Filter filter, Model model) {
        Table<Row> plain = table(page, model);
        return filter.text().isEmpty()
                ? plain
                : plain.emphasising((row, column, text) -> filter.matches()
                        .map(m -> m.in(row, KindLook.plain(column.title()), text))
                        .orElseGet(BitSet::new));
    }

    static void render(KindPage page, Surface body, Model model) {
        Filter filter = Filter.parse(page.rows().filter().text(), page.columns(), model.now());
        List<Line> notes = KindNotes.of(page, model);
        Surface area = SidePanel.besides(KindNotes.above(body, notes), model);
        String word = page.ask().word();
        KindMarking.drawn(page)
                .render(
                        area,
                        page.look().title(word)
                                + KindNotes.marks(page.marks(), page.sheet())
                                + Favourites.title(page, model),
                        table(page, filter, model),
                        page.sheet().rows(),
                        page.sheet().size(),
                        true,
                        Tables.empty(word, answer(page, model), model));
        filter.problem().ifPresent(p -> area.putRight(area.width() - 14, 0, "taken as written: " + p, Style.WARNING));
    }

    /** Why no cluster can be asked at all. */
    private static Optional<Answer<Served>> nobody(KindPage page, Model model) {
        return KindFeed.clusters(page, model).isEmpty()
                ? KindFeed.unusable(page, model).values().stream()
                        .findFirst()
                        .map(why -> Answer.failed(why, model.now()))
                : Optional.empty();
    }

    /** What a list without rows comes from; of several kinds none is missing before all have been told. */
    private static Optional<Answer<Served>> answer(KindPage page, Model model) {
        if (page.ask().isMix() && !page.parts().keySet().containsAll(KindFeed.sources(page, model))) {
            return Optional.empty();
        }
        return page.parts().values().stream()
                .flatMap(p -> p.failure().stream())
                .findFirst()
                .or(() -> nobody(page, model))
                .or(() -> page.known().findFirst().map(s -> Answer.of(s, model.now())));
    }
}
