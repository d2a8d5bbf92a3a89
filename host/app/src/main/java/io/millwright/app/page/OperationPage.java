package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Problem;
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
import io.millwright.tui.widget.Input;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One past run, as its journal tells it. One that has stopped on the way is undone or left as it is here.
 *
 * @param decision the question before one of both, while it is open
 */
record OperationPage(PastRun run, TextView text, Optional<Decision> decision) implements Page {
    private static final ActionSpec RESUME = Act.changing(
            "operation.resume",
            "r",
            "resume",
            "Goes on where the run stopped; a step of which nobody can tell whether it was done is asked about.",
            "millwright operations resume ID");
    private static final ActionSpec UNDO = Act.changing(
            "operation.undo",
            "u",
            "undo",
            "Shows what would be taken back, last step first, and what can't be; then takes it back. A run that has succeeded is undone where nobody has changed the same since.",
            "millwright operations undo ID");
    private static final ActionSpec ABANDON = ActionSpec.reading(
            "operation.abandon",
            "a",
            "abandon",
            "Closes the run and leaves what it changed as it is; the reason is written into the journal.",
            "millwright operations abandon ID --reason TEXT");

    static final List<ActionSpec> SPECS = List.of(RESUME, UNDO, ABANDON);

    /** What is asked before a run is decided: agreement to go on or to undo it, or the reason to leave it. */
    sealed interface Decision {
        record Agree(Dialog dialog, DeskEffect effect, String saying) implements Decision {}

        record Abandon(Input reason) implements Decision {}

        /** The run goes on, or is undone, and asks. */
        record Answering(QuestionBox box) implements Decision {}
    }

    static OperationPage of(PastRun run) {
        return new OperationPage(run, TextView.of(lines(run)), Optional.empty());
    }

    private OperationPage with(Decision asked) {
        return new OperationPage(run, text, Optional.of(asked));
    }

    OperationPage asking(Question question) {
        return with(new Decision.Answering(QuestionBox.of(question)));
    }

    /** The record beside a list. */
    static Detail detail(PastRun run) {
        return new Detail.Told(run.id(), run.title(), width -> lines(run));
    }

    /** The record of a run. */
    static List<Line> lines(PastRun run) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(run.title(), Style.TITLE));
        lines.add(Line.of("state    " + run.state()));
        lines.add(Line.of("run      " + run.id()));
        lines.add(Line.of("target   " + run.tool() + " " + run.target() + " on " + run.cluster()));
        lines.add(Line.of("by       " + run.by()));
        lines.add(Line.of("started  " + run.started()));
        run.ended().ifPresent(e -> lines.add(Line.of("ended    " + e)));
        if (run.undecided()) {
            lines.add(Line.of(
                    "It has stopped on the way: r goes on with it, u takes back what it changed, a leaves it as it is.",
                    Style.CRITICAL));
        }
        if (run.succeeded()) {
            lines.add(Line.of("u shows what can be taken back of it.", Style.MUTED));
        }
        lines.add(Line.of(""));
        run.steps()
                .forEach(s -> lines.add(Line.of(
                        Cell.muted(s.at() + "  "),
                        Cell.of(s.state() + "  " + s.title()),
                        Cell.muted(s.detail().isEmpty() ? "" : "  " + s.detail()))));
        return lines;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("operations", run.id());
    }

    @Override
    public Optional<String> context(Model model) {
        return Optional.of(run.cluster());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(RESUME, this::changeable)
                .add(UNDO, this::undoable)
                .add(ABANDON, m -> decidable())
                .build();
    }

    private Availability changeable(Model model) {
        return model.readOnly(run.cluster()).map(Availability::disabled).orElseGet(this::decidable);
    }

    private Availability undoable(Model model) {
        return model.readOnly(run.cluster())
                .map(Availability::disabled)
                .orElseGet(() ->
                        Availability.when(run.undoable(), "it is " + run.state().toLowerCase(Locale.ROOT)));
    }

    private Availability decidable() {
        return Availability.when(run.undecided(), "it is " + run.state().toLowerCase(Locale.ROOT));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (action.equals(ABANDON.id())) {
            return Next.of(model.with(with(new Decision.Abandon(Input.EMPTY))));
        }
        if (action.equals(UNDO.id())) {
            return Next.of(
                    model.say(Sign.INFO, "Looking what can be taken back …"), new DeskEffect.PreviewUndo(run.id()));
        }
        return Next.of(model.with(with(new Decision.Agree(
                Dialog.typePhrase(
                        Sign.WARNING,
                        "Resume " + run.title(),
                        List.of(
                                Line.of("What was proven stays done; the rest of the plan is run on " + run.cluster()
                                        + "."),
                                Line.of("Its plan was approved as it is.")),
                        "go on",
                        "resume"),
                new DeskEffect.ResumeRun(run.id()),
                "The run goes on."))));
    }

    /** Each step is shown before it is asked; a run that has succeeded may be past undoing. */
    private Next<Model> foreseen(List<UndoPreview.Line> lines, Model model) {
        Optional<Problem> refused = run.succeeded() ? UndoPreview.refusal(run.id(), lines) : Optional.empty();
        OperationPage shown = new OperationPage(run, TextView.of(foreseen(lines)), Optional.empty());
        if (refused.isPresent()) {
            return Next.of(model.with(shown)
                    .say(
                            Sign.WARNING,
                            "Not undone: " + refused.get().why() + ". "
                                    + refused.get().next()));
        }
        long left = lines.stream()
                .filter(l -> !l.left().isEmpty() || !l.drifted().isEmpty())
                .count();
        Dialog dialog = Dialog.typePhrase(
                Sign.WARNING,
                "Undo " + run.title(),
                List.of(
                        Line.of("What the run has changed on " + run.cluster() + " is taken back, last step first: "
                                + lines.size() + (lines.size() == 1 ? " step." : " steps.")),
                        Line.of(
                                left == 0
                                        ? "Everything can be taken back."
                                        : left + (left == 1 ? " step leaves" : " steps leave")
                                                + " something as it is; esc shows what.")),
                "undo it",
                "undo");
        return Next.of(model.with(shown.with(new Decision.Agree(
                dialog, new DeskEffect.UndoRun(run.id()), "What the run has changed is being taken back."))));
    }

    private List<Line> foreseen(List<UndoPreview.Line> lines) {
        List<Line> all = new ArrayList<>(List.of(Line.of("Undo of " + run.title(), Style.TITLE), Line.of("")));
        for (UndoPreview.Line line : lines) {
            all.add(Line.of(line.title() + "  (undo: " + line.undo() + ")"));
            line.does().forEach(d -> all.add(Line.of("  - " + d)));
            line.left().forEach(l -> all.add(Line.of("  ! left as it is: " + l, Style.WARNING)));
            line.drifted().forEach(d -> all.add(Line.of("  ! " + d, Style.WARNING)));
            if (line.noReturn()) {
                all.add(Line.of("  ! after this step there is no way back but a restore", Style.CRITICAL));
            }
        }
        if (lines.isEmpty()) {
            all.add(Line.of("It has changed nothing."));
        }
        return all;
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return decision.map(d -> switch (d) {
            case Decision.Agree a -> agree(a, a.dialog().on(msg), model);
            case Decision.Abandon a -> abandon(a.reason(), msg, model);
            case Decision.Answering a -> answer(a.box(), msg, model);
        });
    }

    private Next<Model> answer(QuestionBox box, Msg msg, Model model) {
        return box.on(msg)
                .map(o -> switch (o) {
                    case QuestionBox.Outcome.Said(Optional<String> said) ->
                        Next.of(model.with(of(run)), new DeskEffect.AnswerDecision(run.id(), said));
                    case QuestionBox.Outcome.Typing(QuestionBox typing) ->
                        Next.of(model.with(with(new Decision.Answering(typing))));
                })
                .orElse(Next.of(model));
    }

    private Next<Model> agree(Decision.Agree asked, Dialog said, Model model) {
        return switch (said.outcome()) {
            case OPEN -> Next.of(model.with(with(new Decision.Agree(said, asked.effect(), asked.saying()))));
            case NO -> Next.of(model.with(new OperationPage(run, text, Optional.empty())));
            case YES -> Next.of(model.with(of(run)).say(Sign.CHANGING, asked.saying()), asked.effect());
        };
    }

    private Next<Model> abandon(Input reason, Msg msg, Model model) {
        if (msg instanceof Key key && key.is(Key.Code.ESC)) {
            return Next.of(model.with(of(run)));
        }
        if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
            return reason.text().isBlank()
                    ? Next.of(model)
                    : Next.of(model.with(of(run)), new DeskEffect.AbandonRun(run.id(), reason.text()));
        }
        return Next.of(model.with(with(new Decision.Abandon(reason.on(msg).orElse(reason)))));
    }

    /** The run as it is after the decision, or what undoing it would do. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        if (msg instanceof DeskMsg.UndoForeseen m && m.run().equals(run.id())) {
            return m.answer()
                    .value()
                    .map(lines -> foreseen(lines, model))
                    .orElseGet(
                            () -> Next.of(m.answer().problem().map(model::say).orElse(model)));
        }
        return msg instanceof DeskMsg.RunDecided m
                ? Next.of(m.answer()
                        .value()
                        .filter(r -> r.id().equals(run.id()))
                        .map(r -> model.with(of(r)))
                        .orElse(model))
                : Next.of(model);
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(text.on(key, model.bodyHeight() - 1)
                .filter(t -> !t.isTyping())
                .map(t -> model.with(new OperationPage(run, t, decision)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        text.render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
        body.cursor(1, 1);
        decision.ifPresent(d -> {
            switch (d) {
                case Decision.Agree a -> a.dialog().render(body);
                case Decision.Answering a -> a.box().render(body.rows(body.height() - 6, 6));
                case Decision.Abandon a -> {
                    int row = body.height() - 1;
                    int col = body.put(
                            1, row, "why is it left as it is? enter to close it, esc to go back: ", Style.TITLE);
                    a.reason().render(body, col, row, body.width() - col - 1, true, false);
                }
            }
        });
    }
}
