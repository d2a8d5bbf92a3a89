package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.app.cli.PastRun;
import io.millwright.engine.plan.Steps;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.spi.Step;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Input;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.ProgressList;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run while it happens, and what became of the findings when it has ended.
 *
 * @param typed the answer to what the run asks, so far
 */
record RunPage(long number, Input typed) implements Page {
    private static final ActionSpec STOP = ActionSpec.reading(
            "run.stop",
            "s",
            "stop",
            "Asks the run to stop: between two steps or inside a wait. What was done before stays until it is undone.",
            "Ctrl-C");
    private static final ActionSpec RECORD = ActionSpec.reading(
            "run.record",
            "enter",
            "its record",
            "Opens what the journal tells of it; there a run that has stopped on the way is undone or left as it is.",
            "millwright operations show ID");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    static final List<ActionSpec> SPECS = List.of(STOP, RECORD);

    static RunPage of(long number) {
        return new RunPage(number, Input.EMPTY);
    }

    @Override
    public List<String> crumbs(Model model) {
        return model.data()
                .run(number)
                .map(r -> List.of(
                        r.ask().context(),
                        r.ask().tool(),
                        r.prepared().plan().target().instance().path(),
                        "run"))
                .orElse(List.of("run"));
    }

    @Override
    public List<Cell> facts(Model model) {
        return model.data()
                .run(number)
                .map(r -> List.of(
                        Cell.muted(r.result()
                                .flatMap(Answer::value)
                                .map(p -> "run " + p.id())
                                .orElse("")),
                        new Cell(elapsed(r, model), r.isRunning() ? Style.CHANGING : Style.TEXT)))
                .orElse(List.of());
    }

    private static String elapsed(LiveRun run, Model model) {
        Instant end = run.result().map(Answer::at).orElse(model.now());
        return (run.isRunning() ? "running " : "took ") + Words.clock(Duration.between(run.started(), end));
    }

    private Optional<LiveRun> run(Model model) {
        return model.data().run(number);
    }

    private Optional<PastRun> ended(Model model) {
        return run(model).flatMap(LiveRun::result).flatMap(Answer::value);
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(
                        STOP,
                        m -> Availability.when(run(m).filter(LiveRun::isRunning).isPresent(), "the run has ended"))
                .add(RECORD, m -> Availability.when(ended(m).isPresent(), "the run hasn't ended"))
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return action.equals(STOP.id())
                ? Next.of(
                        model.say(Sign.INFO, "The run was asked to stop; it stops after what it is doing."),
                        new DeskEffect.StopRun(number))
                : ended(model).map(r -> model.open(OperationPage.of(r))).orElse(Next.of(model));
    }

    /** What is waited for is the run: it is asked to stop before the program is. */
    @Override
    public Optional<Next<Model>> interrupt(Model model) {
        return run(model).filter(LiveRun::isRunning).map(_ -> perform(STOP.id(), model));
    }

    /** While the run asks, everything typed is the answer. */
    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        Optional<Question> question = run(model).flatMap(LiveRun::question);
        if (question.isEmpty()) {
            return Optional.empty();
        }
        return new QuestionBox(question.get(), typed).on(msg).map(o -> switch (o) {
            case QuestionBox.Outcome.Said(Optional<String> answer) -> answered(answer, model);
            case QuestionBox.Outcome.Typing(QuestionBox box) -> Next.of(model.with(new RunPage(number, box.typed())));
        });
    }

    private Next<Model> answered(Optional<String> said, Model model) {
        Model quiet = model.withData(model.data().withRun(number, run(model).map(r -> r.asking(Optional.empty()))));
        return Next.of(quiet.with(of(number)), new DeskEffect.AnswerRun(number, said));
    }

    @Override
    public void render(Surface body, Model model) {
        run(model).ifPresent(run -> render(body, model, run));
    }

    private void render(Surface body, Model model, LiveRun run) {
        body.put(1, 1, Text.truncateEnd(run.prepared().plan().title(), body.width() - 2, body.glyphs()), Style.TITLE);
        List<Line> below =
                run.result().map(a -> ended(a, run, body.width() - 4)).orElseGet(() -> happened(run));
        List<Step> all = Steps.all(run.prepared().plan().steps()).toList();
        int room = Math.min(all.size() + 1, Math.max(4, body.height() - 4 - Math.min(below.size(), body.height() / 2)));
        new ProgressList(all.stream().map(s -> step(s, run, model)).toList())
                .render(body.rows(3, room), model.now().getEpochSecond());
        int top = 3 + room;
        body.rule(top);
        if (run.question().isPresent()) {
            new QuestionBox(run.question().get(), typed).render(body.rows(top + 1, body.height() - top - 1));
            return;
        }
        int rows = body.height() - top - 1;
        int first = run.isRunning() ? Math.max(0, below.size() - rows) : 0;
        for (int i = 0; i < rows && first + i < below.size(); i++) {
            below.get(first + i).render(body, 1, top + 1 + i);
        }
    }

    private static ProgressList.Step step(Step step, LiveRun run, Model model) {
        Optional<PastRun.StepLine> last = run.last(step.id());
        Sign sign = last.map(l -> sign(l.state())).orElse(Sign.UNKNOWN);
        boolean over = !run.isRunning() && sign == Sign.CHANGING;
        Optional<Instant> began = run.lines().stream()
                .filter(l -> l.step().equals(step.id()))
                .map(PastRun.StepLine::at)
                .findFirst();
        Instant end = sign == Sign.CHANGING
                ? model.now()
                : last.map(PastRun.StepLine::at).orElse(model.now());
        String took = began.map(b -> Words.clock(Duration.between(b, end))).orElse("");
        String fact = sign == Sign.CHANGING
                ? took + " of " + Words.clock(step.deadline())
                : last.map(l -> l.state() + "  " + took).orElse("");
        List<Line> details = sign == Sign.CHANGING || sign == Sign.CRITICAL
                ? last.map(PastRun.StepLine::detail)
                        .filter(d -> !d.isEmpty())
                        .map(d -> List.of(Line.of(d, Style.MUTED)))
                        .orElse(List.of())
                : List.of();
        return new ProgressList.Step(over ? Sign.CRITICAL : sign, step.title(), fact, details);
    }

    /** The sign of a step by the word for its state. */
    private static Sign sign(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "done" -> Sign.OK;
            case "already true" -> Sign.INFO;
            case "failed", "undo failed", "blocked" -> Sign.CRITICAL;
            case "undone" -> Sign.DEGRADED;
            case "pending" -> Sign.UNKNOWN;
            default -> Sign.CHANGING;
        };
    }

    private static List<Line> happened(LiveRun run) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("what has happened; esc leaves, the run goes on", Style.MUTED));
        run.lines()
                .forEach(l -> lines.add(Line.of(
                        new Cell(TIME.format(l.at()) + "  ", Style.MUTED),
                        Cell.of(l.state() + "  " + l.title() + (l.detail().isEmpty() ? "" : "  " + l.detail())))));
        return lines;
    }

    private static List<Line> ended(Answer<PastRun> answer, LiveRun run, int width) {
        List<Line> lines = new ArrayList<>();
        answer.value().ifPresent(p -> {
            Sign sign = Tables.sign(p.state());
            lines.add(Line.of(
                    new Cell(
                            sign.glyph(io.millwright.tui.Glyphs.UNICODE) + " " + p.state(),
                            sign.style().asBold()),
                    Cell.muted("   run " + p.id())));
        });
        answer.problem().ifPresent(p -> {
            lines.add(Line.of("✖ " + p.summary(), Style.CRITICAL));
            lines.add(Line.of("  " + p.next()));
        });
        // The last word about the step that failed; the earlier ones are in the journal.
        run.lines().stream()
                .filter(l -> sign(l.state()) == Sign.CRITICAL)
                .reduce((_, last) -> last)
                .ifPresent(l -> Text.wrap(l.title() + ": " + l.detail(), width)
                        .forEach(part -> lines.add(Line.of("  " + part, Style.CRITICAL))));
        run.after().ifPresent(after -> findings(lines, run.before(), after));
        return lines;
    }

    /** What the run did to the findings that led to it. */
    private static void findings(List<Line> lines, List<Finding> before, Checked after) {
        lines.add(Line.of("the target was checked again: " + after.severity().word(), Style.TEXT));
        before.stream()
                .filter(f -> f.severity().compareTo(Severity.INFO) > 0)
                .filter(f -> after.findings().stream().noneMatch(a -> a.id().equals(f.id())))
                .forEach(f -> lines.add(Line.of("● the finding is gone: " + f.title(), Style.OK)));
        after.findings().stream()
                .filter(f -> f.severity().compareTo(Severity.INFO) > 0)
                .forEach(f -> {
                    Sign sign = Words.sign(f.severity());
                    lines.add(Line.of(
                            sign.glyph(io.millwright.tui.Glyphs.UNICODE) + " " + compared(f, before) + ": " + f.title(),
                            sign.style()));
                });
    }

    private static String compared(Finding now, List<Finding> before) {
        return before.stream()
                .filter(b -> b.id().equals(now.id()))
                .findFirst()
                .map(b -> b.severity() == now.severity()
                        ? "still"
                        : b.severity().word() + " before, now " + now.severity().word())
                .orElse("new");
    }
}
