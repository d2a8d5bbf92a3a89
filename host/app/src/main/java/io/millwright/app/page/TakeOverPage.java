package io.millwright.app.page;

import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.PastRun;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Danger;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Rect;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run of another machine with its plan, before it is taken over.
 *
 * @param dialog the question for what approves its plan, while it is open
 */
record TakeOverPage(FromElsewhere copy, TextView text, Optional<Dialog> dialog) implements Page {
    private static final ActionSpec TAKE = ActionSpec.reading(
            "operation.take-over",
            "t",
            "take over",
            "Makes it a run of this machine; then it is resumed, undone or abandoned here. Changes nothing in the"
                    + " cluster.",
            "millwright operations take-over ID");

    static TakeOverPage of(FromElsewhere copy) {
        return new TakeOverPage(copy, TextView.of(lines(copy)), Optional.empty());
    }

    private TakeOverPage with(Optional<Dialog> asked) {
        return new TakeOverPage(copy, text, asked);
    }

    private static List<Line> lines(FromElsewhere copy) {
        PastRun run = copy.run();
        Danger danger = copy.plan().danger();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(run.title(), Style.TITLE));
        lines.add(Line.of("state    " + run.state()));
        lines.add(Line.of("run      " + run.id()));
        lines.add(Line.of("target   " + run.tool() + " " + run.target() + " on " + run.cluster()));
        lines.add(Line.of("begun by " + run.origin()));
        lines.add(Line.of("started  " + run.started()));
        lines.add(Line.of(
                Cell.of("danger   "),
                new Cell(danger.word(), danger == Danger.REVERSIBLE ? Style.TEXT : Style.WARNING.asBold())));
        lines.add(Line.of("digest   " + copy.digest()));
        lines.add(Line.of(""));
        lines.add(
                Line.of("Whoever may write ConfigMaps there could have written it: read its plan before you take it."));
        copy.plan().steps().forEach(s -> lines.add(Line.of(Cell.of("  - " + s.title() + "  "), Cell.muted(s.why()))));
        return lines;
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
        return List.of("operations", copy.run().id());
    }

    @Override
    public Optional<String> context(Model model) {
        return Optional.of(copy.run().cluster());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(TAKE, m -> takable()).build();
    }

    private Availability takable() {
        String state = copy.run().state();
        boolean open = state.equals(RunState.FAILED.word()) || state.equals(RunState.RUNNING_ELSEWHERE.word());
        return Availability.when(open, "it is " + state.toLowerCase(Locale.ROOT));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model.with(with(Optional.of(Dialog.typePhrase(
                Sign.WARNING,
                "Take over " + copy.run().title(),
                List.of(Line.of(
                        "Its plan is approved anew by you. " + copy.run().origin()
                                + " can't go on with it then, but what that machine has begun may still be under"
                                + " way: its lock tells.")),
                "take it over",
                copy.phrase())))));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return dialog.map(d -> {
            Dialog said = d.on(msg);
            return switch (said.outcome()) {
                case OPEN -> Next.of(model.with(with(Optional.of(said))));
                case NO -> Next.of(model.with(with(Optional.empty())));
                case YES -> Next.of(model.with(with(Optional.empty())), new DeskEffect.TakeOver(copy, copy.phrase()));
            };
        });
    }

    /** Once it is taken over, what can be done is on its record. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.TakenOver m
                ? m.answer()
                        .value()
                        .map(r -> model.instead(OperationPage.of(r)))
                        .orElse(Next.of(model))
                : Next.of(model);
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(text.on(key, model.bodyHeight() - 1)
                .filter(t -> !t.isTyping())
                .map(t -> model.with(new TakeOverPage(copy, t, dialog)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        text.render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
        body.cursor(1, 1);
        dialog.ifPresent(d -> d.render(body));
    }
}
