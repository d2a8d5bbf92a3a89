package io.millwright.app.page;

import io.millwright.app.page.BrowseMsg.ForwardRow;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The ports that this program forwards.
 *
 * @param seen empty until they were looked at
 */
record ForwardsPage(long number, Optional<List<ForwardRow>> seen, Rows rows) implements Page {
    private static final int DETAIL = 4;

    private static final ActionSpec CLOSE = ActionSpec.reading(
            "forwards.close",
            "ctrl-d",
            "close",
            "Closes the port and ends its connections; nothing changes in the cluster.",
            "");
    private static final ActionSpec COPY = ActionSpec.reading(
            "forwards.copy", "c", "copy address", "Puts the local address into the clipboard of the terminal.", "");

    private static final Table<ForwardRow> TABLE = new Table<>(
            List.of(
                    Column.text("address", 15, 21, 0, r -> Cell.of("127.0.0.1:" + r.local())),
                    Column.text("to", 16, 60, 0, r -> Cell.of(r.to())),
                    Column.number("port", 5, 1, r -> Cell.of(String.valueOf(r.port()))),
                    Column.text("context", 8, 24, 3, r -> Cell.muted(r.context())),
                    Column.text("pod", 10, 50, 2, r -> Cell.of(r.pod().isEmpty() ? "none yet" : r.pod())),
                    Column.number("open", 4, 2, r -> Cell.of(String.valueOf(r.connections()))),
                    Column.text(
                            "state",
                            8,
                            12,
                            0,
                            r -> r.problem().isPresent() ? new Cell("failed", Style.WARNING) : Cell.of("listens"))),
            r -> String.valueOf(r.id()));

    static Next<Model> open(Model model) {
        return model.openListening(ForwardsPage::of);
    }

    static ForwardsPage of(long number) {
        return new ForwardsPage(number, Optional.empty(), Rows.START);
    }

    private ForwardsPage with(Rows others) {
        return new ForwardsPage(number, seen, others);
    }

    private List<ForwardRow> all() {
        return seen.orElse(List.of());
    }

    private List<ForwardRow> shown() {
        return rows.filtered(all(), r -> r.to() + " " + r.context() + " " + r.local() + " " + r.pod());
    }

    private Optional<ForwardRow> selected() {
        return TABLE.selected(rows.table(), shown());
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new ForwardsPage(other, seen, rows);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("forwards");
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.WatchForwards(number)));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return Next.of(
                msg instanceof BrowseMsg.ForwardsSeen m ? new ForwardsPage(number, Optional.of(m.rows()), rows) : this);
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability some = Availability.when(selected().isPresent(), "no port is forwarded");
        return ActionRegistry.<Model>builder()
                .add(CLOSE, _ -> some)
                .add(COPY, _ -> some)
                .add(Act.FILTER)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected()
                .map(r -> action.equals(CLOSE.id())
                        ? Next.of(model, new BrowseEffect.CloseForward(number, r.id()))
                        : Next.of(
                                model.say(Sign.INFO, "Copied: 127.0.0.1:" + r.local()),
                                new Copy("127.0.0.1:" + r.local())))
                .orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(TABLE, shown(), key, model.bodyHeight() - 2 - DETAIL)
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        int height = body.height() - 1 - DETAIL;
        Empty empty = seen.isEmpty()
                ? Tables.loading(model)
                : new Empty.NothingThere("forwarded ports; F on a pod, service or workload forwards one");
        rows.render(body.rows(1, height), "forwarded ports", TABLE, shown(), all().size(), true, empty);
        body.rule(height + 1);
        selected().ifPresent(r -> {
            int row = height + 2;
            for (String line : Text.wrap(told(r), body.width() - 2)) {
                body.put(1, row++, line, r.problem().isPresent() ? Style.WARNING : Style.MUTED);
            }
        });
    }

    /** Why the last connection failed, or else what a narrow list has no columns for. */
    private static String told(ForwardRow row) {
        return row.problem()
                .map(p -> "The last connection failed: " + Words.brief(p) + ". " + p.next())
                .orElseGet(() -> "Leads to port " + row.port() + " of " + row.to() + " on " + row.context()
                        + (row.pod().isEmpty()
                                ? "; nothing has connected yet."
                                : "; connected last to pod " + row.pod() + ", now "
                                        + Words.count(row.connections(), "connection") + "."));
    }
}
