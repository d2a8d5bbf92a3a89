package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.page.Desk.Ask;
import io.millwright.spi.Danger;
import io.millwright.spi.Finding;
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
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.List;
import java.util.Optional;

/**
 * A plan before it is approved.
 *
 * @param read whether its last line has been in sight
 * @param dialog the question for the phrase, for what is destructive
 */
record PreviewPage(Ask ask, Prepared prepared, int top, boolean read, Optional<Dialog> dialog) implements Page {
    private static final ActionSpec REHEARSE = ActionSpec.reading(
            "plan.rehearse",
            "r",
            "rehearse",
            "Runs this plan on a copy of the instance in this program, Secrets' values replaced, and says how that"
                    + " goes. Changes nothing.",
            "millwright plan TOOL RUNBOOK TARGET --rehearse");

    static PreviewPage of(Ask ask, Prepared prepared) {
        return new PreviewPage(ask, prepared, 0, false, Optional.empty());
    }

    private Danger danger() {
        return prepared.plan().danger();
    }

    private ActionSpec approve() {
        String keys = switch (danger()) {
            case REVERSIBLE -> "enter";
            case DISRUPTIVE -> "y";
            case DESTRUCTIVE, DATA_LOSS -> "a";
        };
        return new ActionSpec(
                "plan.approve",
                ActionSpec.keys(keys),
                "approve",
                "Runs this plan. " + Words.gesture(danger(), prepared.preview().phrase()) + ".",
                danger().word(),
                "",
                "millwright run TOOL RUNBOOK TARGET");
    }

    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(
                ask.context(), ask.tool(), prepared.plan().target().instance().path(), "preview");
    }

    @Override
    public List<Cell> facts(Model model) {
        return List.of(new Cell(danger().word(), danger() == Danger.REVERSIBLE ? Style.TEXT : Style.WARNING.asBold()));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(approve(), this::canApprove)
                .add(REHEARSE)
                .build();
    }

    private Availability canApprove(Model model) {
        Optional<String> readOnly = model.readOnly(ask.context());
        if (readOnly.isPresent()) {
            return Availability.disabled(readOnly.get());
        }
        if (!prepared.preview().blockers().isEmpty()) {
            return Availability.disabled(String.join("; ", prepared.preview().blockers()));
        }
        if (!prepared.preview().missingRights().isEmpty()) {
            return Availability.disabled(
                    "you may not " + String.join(", ", prepared.preview().missingRights()));
        }
        return Availability.when(danger() != Danger.DISRUPTIVE || isRead(model), "the plan isn't read to its end yet");
    }

    private boolean isRead(Model model) {
        return read || view(model).isAtEnd(height(model));
    }

    private static int height(Model model) {
        return model.bodyHeight() - 2;
    }

    private TextView view(Model model) {
        return new TextView(lines(model), top, 0, false, "", Optional.empty());
    }

    private List<Line> lines(Model model) {
        return new PreviewText(prepared, Math.max(40, model.size().width() - 2)).lines();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (action.equals(REHEARSE.id())) {
            return Next.of(
                    model.say(Sign.CHANGING, "The instance is copied and the plan is run on the copy."),
                    new DeskEffect.Rehearse(prepared));
        }
        if (danger() == Danger.DESTRUCTIVE || danger() == Danger.DATA_LOSS) {
            List<Line> what =
                    prepared.plan().consequences().stream().map(Line::of).toList();
            Dialog ask = Dialog.typePhrase(
                    Sign.CRITICAL,
                    prepared.plan().title(),
                    what,
                    "run it",
                    prepared.preview().phrase());
            return Next.of(model.with(new PreviewPage(this.ask, prepared, top, read, Optional.of(ask))));
        }
        return start(model);
    }

    private Next<Model> start(Model model) {
        long number = model.nextRun();
        List<Finding> before = ask.target()
                .flatMap(t -> model.data().health(t.id()))
                .flatMap(Answer::value)
                .map(Checked::findings)
                .orElse(List.of());
        LiveRun run = new LiveRun(
                number,
                ask,
                prepared,
                model.now(),
                before,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Model started =
                model.withData(model.data().withRun(number, Optional.of(run))).withNextRun(number + 1);
        // Form and preview are over: leaving the run leads back to where it was asked for.
        List<Page> kept = started.pages().stream()
                .filter(p -> !(p instanceof FormPage) && !(p instanceof PreviewPage))
                .toList();
        return started.withPages(kept)
                .open(
                        RunPage.of(number),
                        new DeskEffect.StartRun(
                                number, ask, prepared, prepared.preview().phrase()));
    }

    /** A rehearsal that was asked for here has come to its end. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.PlanRehearsed m && m.digest().equals(prepared.digest())
                ? m.answer()
                        .value()
                        .map(r -> model.quiet()
                                .open(RehearsalPage.of(prepared.plan().title(), r)))
                        .orElse(Next.of(model))
                : Next.of(model);
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return dialog.map(d -> {
            Dialog said = d.on(msg);
            return switch (said.outcome()) {
                case OPEN -> Next.of(model.with(new PreviewPage(ask, prepared, top, read, Optional.of(said))));
                case NO -> Next.of(model.with(new PreviewPage(ask, prepared, top, read, Optional.empty())));
                case YES -> start(model);
            };
        });
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(view(model)
                .on(key, height(model))
                .map(t -> model.with(new PreviewPage(ask, prepared, t.top(), read || t.isAtEnd(height(model)), dialog)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        view(model).render(body.sub(new io.millwright.tui.Rect(1, 1, body.width() - 2, body.height() - 2)));
        body.cursor(1, 1);
        int row = body.height() - 1;
        if (canApprove(model) instanceof Availability.Disabled(String reason)) {
            int col = body.put(1, row, Sign.WARNING) + 1;
            body.put(
                    col,
                    row,
                    isRead(model) ? "Can't be run now: " + reason : gesture() + " (more below)",
                    Style.WARNING);
        } else {
            body.put(1, row, gesture(), Style.ACCENT);
        }
        dialog.ifPresent(d -> d.render(body));
    }

    private String gesture() {
        return danger().word() + ": "
                + Words.gesture(danger(), prepared.preview().phrase());
    }
}
