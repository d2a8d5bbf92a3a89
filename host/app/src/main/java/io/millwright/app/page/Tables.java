package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.spi.Finding;
import io.millwright.spi.Problem;
import io.millwright.spi.Remedy;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tables that several pages show. */
final class Tables {
    /** So long nothing is said of what hasn't come yet. */
    static final Duration WORTH_A_WORD = Duration.ofMillis(150);

    /** Runbooks with what stands against them. */
    static final Table<Desk.GuideRow> GUIDE = new Table<>(
            List.of(
                    Column.sentence("runbook", 16, 40, 0, g -> new Cell(g.info().title(), dim(g))),
                    Column.text(
                            "for",
                            6,
                            10,
                            2,
                            g -> Cell.muted(Words.capital(g.info().intent().name()))),
                    Column.text(
                            "danger", 10, 11, 0, g -> new Cell(g.info().danger().word(), dim(g))),
                    Column.sentence("now", 10, 120, 1, g -> now(g))),
            g -> g.info().id());

    private Tables() {}

    private static Style dim(Desk.GuideRow row) {
        return Words.against(row).isEmpty() ? Style.TEXT : Style.MUTED;
    }

    private static Cell now(Desk.GuideRow row) {
        String against = Words.against(row);
        return against.isEmpty() ? Cell.muted(row.info().summary()) : new Cell("not now: " + against, Style.WARNING);
    }

    static String text(Desk.GuideRow row) {
        return row.info().title() + " " + row.info().id() + " " + row.info().intent() + " "
                + row.info().summary();
    }

    static String text(PastRun run) {
        return run.title() + " " + run.state() + " " + run.target() + " " + run.by() + " " + run.cluster() + " "
                + run.origin();
    }

    static Table<Finding> findings(Model model) {
        return new Table<>(
                List.of(
                        Column.sign(f -> Cell.of(Words.sign(f.severity()), Glyphs.UNICODE)),
                        Column.text("finding", 34, 70, 0, f -> Cell.of(f.title())),
                        Column.text(
                                "severity",
                                8,
                                9,
                                0,
                                f -> new Cell(
                                        f.severity().word(),
                                        Words.sign(f.severity()).style())),
                        Column.text(
                                "side", 10, 14, 2, f -> Cell.muted(f.dimension().word())),
                        Column.text(
                                "since",
                                6,
                                12,
                                3,
                                f -> Cell.muted(f.since()
                                        .map(s -> Words.ago(s, model.now()))
                                        .orElse(""))),
                        Column.text(
                                "remedy", 10, 40, 1, f -> remedy(f.remedies().getFirst()))),
                f -> f.id() + f.title());
    }

    private static Cell remedy(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Run r -> Cell.of("→ " + r.title());
            case Remedy.Manual m -> Cell.muted("by hand: " + m.title());
            case Remedy.NoneKnown _ -> Cell.muted("");
        };
    }

    static Table<Desk.ObjectRow> objects(Model model) {
        return new Table<>(
                List.of(
                        Column.text("kind", 8, 24, 0, o -> Cell.muted(o.kind())),
                        Column.name("name", 16, 60, 0, o -> Cell.of(o.name())),
                        Column.text("state", 8, 40, 1, o -> Cell.of(o.state())),
                        Column.number("age", 8, 2, o -> Cell.muted(age(o.created(), model)))),
                o -> o.kind() + "/" + o.name());
    }

    static String age(Optional<java.time.Instant> created, Model model) {
        return created.map(c -> Words.span(Duration.between(c, model.now()))).orElse("");
    }

    static Table<PastRun> runs(Model model) {
        return new Table<>(
                List.of(
                        Column.sign(r -> Cell.of(sign(r.state()), Glyphs.UNICODE)),
                        Column.text("operation", 20, 80, 0, r -> Cell.of(r.title())),
                        Column.text("state", 8, 20, 0, r -> Cell.of(r.state())),
                        Column.text("by", 4, 32, 3, r -> Cell.muted(r.origin().isEmpty() ? r.by() : r.origin())),
                        Column.number("started", 12, 1, r -> Cell.muted(Words.ago(r.started(), model.now())))),
                PastRun::id);
    }

    /** The sign of a run by the word for its state. */
    static Sign sign(String state) {
        return switch (state) {
            case "Succeeded" -> Sign.OK;
            case "Running", "Verifying", "Undoing" -> Sign.CHANGING;
            case "Waiting for input" -> Sign.PAUSED;
            case "Failed", "Abandoned" -> Sign.CRITICAL;
            case "Rolled back", "Cancelled" -> Sign.INFO;
            case "Partly rolled back" -> Sign.DEGRADED;
            default -> Sign.UNKNOWN;
        };
    }

    /** It is being read; for the first moment that isn't worth a word, which would only flicker. */
    static Empty loading(Model model) {
        return new Empty.NotLoaded(model.reading().compareTo(WORTH_A_WORD) < 0 ? "" : Words.span(model.reading()));
    }

    /** Why a list is empty, from the answer that it comes from. */
    static Empty empty(String what, Optional<? extends Answer<?>> answer, Model model) {
        if (answer.isEmpty()) {
            return loading(model);
        }
        Optional<Problem> problem = answer.flatMap(Answer::problem);
        if (problem.isEmpty()) {
            return new Empty.NothingThere(what);
        }
        return unread(answer, problem.get(), model);
    }

    /** It couldn't be read; that answer says when. */
    static Empty unread(Optional<? extends Answer<?>> answer, Problem why, Model model) {
        return why.code().filter(c -> c.equals("403")).isPresent()
                ? new Empty.NotPermitted(why.attempted())
                : new Empty.Unreachable(
                        answer.map(a -> Words.span(Duration.between(a.at(), model.now())))
                                .orElse(""),
                        why.why());
    }
}
