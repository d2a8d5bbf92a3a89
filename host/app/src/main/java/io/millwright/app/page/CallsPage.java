package io.millwright.app.page;

import io.millwright.engine.browse.ApiCall;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Optional;

/** The last calls to clusters, newest first: what for, how it ended, how long it took, and the same for kubectl. */
record CallsPage(Optional<Answer<List<ApiCall>>> answer, Rows rows) implements Page {
    static final CallsPage START = new CallsPage(Optional.empty(), Rows.START);

    private static final ActionSpec COPY = ActionSpec.reading(
            "calls.copy",
            "c",
            "copy as kubectl",
            "Puts the call as a line of kubectl, Helm or the credential plugin into the clipboard of the terminal; what was sent isn't kept.",
            "");

    private static final ActionSpec COPY_OWN = ActionSpec.reading(
            "calls.copy-own",
            "C",
            "copy as millwright",
            "Puts what does the same on Millwright's own command line into the clipboard of the terminal.",
            "");

    private static Table<ApiCall> table(Model model) {
        return new Table<>(
                List.of(
                        Column.sign(c -> new Cell(
                                (c.ok() ? Sign.OK : Sign.WARNING).glyph(io.millwright.tui.Glyphs.UNICODE),
                                (c.ok() ? Sign.OK : Sign.WARNING).style())),
                        Column.number("began", 10, 1, c -> Cell.muted(Words.ago(c.at(), model.now()))),
                        Column.text("cluster", 6, 24, 2, c -> Cell.muted(c.context())),
                        Column.text("to", 16, 60, 0, c -> Cell.of(c.attempted())),
                        Column.text(
                                "answer",
                                6,
                                10,
                                0,
                                c -> c.ok() ? Cell.muted(c.result()) : new Cell(c.result(), Style.WARNING)),
                        Column.number("took", 9, 0, c -> Cell.of(c.took().toMillis() + " ms")),
                        Column.text("call", 12, 120, 3, c -> Cell.muted(c.method() + " " + c.path()))),
                c -> c.at() + c.method() + c.path() + c.took());
    }

    private List<ApiCall> all() {
        return answer.flatMap(Answer::value).orElse(List.of());
    }

    private List<ApiCall> shown() {
        return rows.filtered(
                all(), c -> c.context() + " " + c.attempted() + " " + c.result() + " " + c.method() + " " + c.path());
    }

    private Optional<ApiCall> selected(Model model) {
        return table(model).selected(rows.table(), shown());
    }

    private CallsPage with(Rows others) {
        return new CallsPage(answer, others);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("calls");
    }

    @Override
    public Optional<String> context(Model model) {
        return selected(model).map(ApiCall::context);
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new DeskEffect.LoadCalls());
    }

    @Override
    public Next<Model> again(Model model) {
        return load(model);
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return Next.of(
                msg instanceof DeskMsg.CallsRead read
                        ? model.with(new CallsPage(Optional.of(read.answer()), rows))
                        : model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(COPY, m -> Availability.when(selected(m).isPresent(), "there is no call"))
                .add(Act.FILTER)
                .add(
                        COPY_OWN,
                        m -> selected(m)
                                .map(c -> Availability.when(
                                        CallText.own(c).isPresent(), "the command line has no word for it"))
                                .orElse(Availability.disabled("there is no call")))
                .addAll(SideFlow.ACTIONS)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected(model)
                .flatMap(c -> action.equals(COPY_OWN.id()) ? CallText.own(c) : Optional.of(CallText.kubectl(c)))
                .map(line -> Next.of(model.say(Sign.INFO, "Copied: " + line), new Copy(line)))
                .orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(table(model), shown(), key, SidePanel.listHeight(model, model.bodyHeight() - 1) - 1)
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return selected(model)
                .map(c -> new Detail.Told(
                        c.at() + c.path(),
                        c.attempted(),
                        width -> List.of(
                                Line.of(CallText.kubectl(c), Style.ACCENT),
                                Line.of(CallText.own(c).orElse(""), Style.ACCENT),
                                Line.of("began    " + c.at()),
                                Line.of("took     " + c.took().toMillis() + " ms"),
                                Line.of("answer   " + c.result()),
                                Line.of("cluster  " + c.context()),
                                Line.of(""),
                                Line.of(c.method() + " " + c.path()))));
    }

    @Override
    public void render(Surface body, Model model) {
        rows.render(
                SidePanel.besides(body.rows(1, body.height() - 1), model),
                "calls, newest first",
                table(model),
                shown(),
                all().size(),
                true,
                Tables.empty("calls yet", answer, model));
    }
}
