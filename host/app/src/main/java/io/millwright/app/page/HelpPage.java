package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionRegistry.Offer;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that can be done on the page below, made from its actions; an entry can be done from here. */
record HelpPage(List<Offer> offers, Rows rows) implements Page {
    private static final ActionSpec DO =
            ActionSpec.reading("help.do", "enter", "do it", "Goes back and does the selected entry.", "");

    private static final Table<Offer> TABLE = new Table<>(
            List.of(
                    Column.text("key", 6, 16, 0, o -> new Cell(keys(o), Style.KEY)),
                    Column.text("action", 10, 28, 0, o -> new Cell(o.spec().label(), style(o))),
                    Column.text("danger", 6, 12, 2, o -> Cell.muted(o.spec().danger())),
                    Column.text("what will happen", 20, 120, 1, o -> Cell.muted(help(o)))),
            o -> o.spec().id());

    static HelpPage of(Model model) {
        return new HelpPage(Offers.all(model), Rows.START);
    }

    private static String keys(Offer offer) {
        return offer.spec().keys().stream().map(Key::toString).collect(Collectors.joining(" "));
    }

    private static Style style(Offer offer) {
        return offer.availability().isEnabled() ? Style.TEXT : Style.MUTED.asStrike();
    }

    private static String help(Offer offer) {
        return offer.availability().isEnabled()
                ? offer.spec().help()
                : "not now: " + offer.availability().reason();
    }

    private List<Offer> shown() {
        return rows.filtered(
                offers, o -> keys(o) + " " + o.spec().label() + " " + o.spec().help());
    }

    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("help");
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(
                        DO,
                        _ -> TABLE.selected(rows.table(), shown())
                                .map(Offer::availability)
                                .orElse(Availability.disabled("nothing is selected")))
                .add(Act.FILTER)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        Optional<Offer> chosen = TABLE.selected(rows.table(), shown());
        Model below = model.withPages(
                model.pages().subList(0, Math.max(1, model.pages().size() - 1)));
        return chosen.map(o -> ScreenApp.perform(o.spec().id(), below)).orElse(Next.of(below));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new HelpPage(offers, r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(TABLE, shown(), key, model.bodyHeight() - 5)
                .map(r -> model.with(new HelpPage(offers, r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        int height = body.height() - 4;
        rows.render(
                body.rows(1, height),
                "what can be done",
                TABLE,
                shown(),
                offers.size(),
                true,
                new Empty.NothingThere("actions"));
        body.rule(height + 1);
        TABLE.selected(rows.table(), shown()).ifPresent(o -> {
            String command = o.spec().commandLine().isEmpty()
                    ? ""
                    : "  On the command line: " + o.spec().commandLine();
            int row = height + 2;
            for (String line : Text.wrap(help(o) + command, body.width() - 2)) {
                body.put(1, row++, line, Style.TEXT);
            }
        });
    }
}
