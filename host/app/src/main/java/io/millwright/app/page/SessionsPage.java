package io.millwright.app.page;

import io.millwright.engine.journal.PodSessions;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Optional;

/**
 * What was done inside of pods from this machine, newest first.
 *
 * @param read empty until it was read
 */
record SessionsPage(Rows rows, Optional<Answer<List<PodSessions.Past>>> read) implements Page {
    static final SessionsPage START = new SessionsPage(Rows.START, Optional.empty());

    private static Table<PodSessions.Past> table(Model model) {
        return new Table<>(
                List.of(
                        Column.text("what", 6, 12, 0, s -> Cell.of(s.kind())),
                        Column.text("target", 18, 48, 0, s -> Cell.of(s.namespace() + "/" + s.target())),
                        Column.text("words", 10, 60, 1, s -> Cell.of(String.join(" ", s.words()))),
                        Column.text(
                                "end",
                                16,
                                40,
                                0,
                                s -> s.how().equals("exit code 0") || s.how().equals("closed")
                                        ? Cell.muted(s.how())
                                        : new Cell(s.how(), s.how().equals("goes on") ? Style.TEXT : Style.WARNING)),
                        Column.text("context", 8, 24, 3, s -> Cell.muted(s.context())),
                        Column.text("by", 4, 32, 2, s -> Cell.muted(s.by())),
                        Column.number("started", 12, 1, s -> Cell.muted(Words.ago(s.started(), model.now())))),
                PodSessions.Past::id);
    }

    private List<PodSessions.Past> all() {
        return read.flatMap(Answer::value).orElse(List.of());
    }

    private List<PodSessions.Past> shown() {
        return rows.filtered(
                all(),
                s -> s.kind() + " " + s.namespace() + "/" + s.target() + " " + String.join(" ", s.words()) + " "
                        + s.context() + " " + s.by() + " " + s.how());
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("sessions");
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new DeskEffect.LoadSessions());
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return Next.of(
                msg instanceof DeskMsg.SessionsRead m
                        ? model.with(new SessionsPage(rows, Optional.of(m.answer())))
                        : model);
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
        return rows.capture(msg).map(r -> Next.of(model.with(new SessionsPage(r, read))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(table(model), shown(), key, model.bodyHeight() - 2)
                .map(r -> model.with(new SessionsPage(r, read)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        rows.render(
                body.rows(1, body.height() - 1),
                "what was done inside of pods, newest first",
                table(model),
                shown(),
                all().size(),
                true,
                Tables.empty("sessions yet", read, model));
    }
}
