package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.app.cli.NamedExercise;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Remedy;
import io.millwright.spi.Simulator.Exercise;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Sign;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told beside a list of what is known already: an instance, a runbook. */
final class Told {
    private static final int LABEL = 13;

    private Told() {}

    static Detail of(Instance instance, Model model) {
        return new Detail.Told(
                instance.id().display() + instance.component(),
                instance.id().path(),
                width -> lines(instance, width, model));
    }

    static Detail of(Desk.GuideRow row) {
        return new Detail.Told(row.info().id(), row.info().title(), width -> lines(row, width));
    }

    /** An exercise: what happens, how it is found, and what is to be decided. */
    static Detail of(String key, NamedExercise named) {
        return new Detail.Told(key, named.name(), width -> {
            Exercise exercise = named.exercise();
            List<Line> lines = new ArrayList<>();
            fact(lines, "happens", exercise.happens(), width);
            if (!exercise.before().isEmpty()) {
                fact(lines, "before", exercise.before(), width);
            }
            fact(lines, "task", exercise.task(), width);
            fact(
                    lines,
                    "found by",
                    exercise.checks().isEmpty()
                            ? "no check: only a run meets it"
                            : String.join(", ", exercise.checks()),
                    width);
            fact(
                    lines,
                    "runbooks",
                    exercise.runbooks().isEmpty()
                            ? "none: the cause is outside of the cluster"
                            : String.join(", ", exercise.runbooks()),
                    width);
            return lines;
        });
    }

    private static List<Line> lines(Instance instance, int width, Model model) {
        Optional<Answer<Checked>> health = model.data().health(instance.id());
        List<Line> lines = new ArrayList<>();
        Sign sign = Words.sign(instance, health);
        lines.add(Line.of(new Cell(sign.glyph(Glyphs.UNICODE) + " " + Words.state(health), sign.style())));
        fact(lines, "version", instance.version().orElse("could not be told"), width);
        fact(lines, "managed by", Words.management(instance.management()), width);
        fact(lines, "activity", Words.activity(instance.activity()), width);
        instance.summary().forEach((name, value) -> fact(lines, name, value, width));
        health.flatMap(Answer::problem)
                .ifPresent(p -> fact(lines, "not checked", Words.brief(p) + ". " + p.next(), width));
        for (Finding f : health.flatMap(Answer::value).map(Checked::findings).orElse(List.of())) {
            Sign severity = Words.sign(f.severity());
            lines.add(Line.of(""));
            lines.add(Line.of(
                    new Cell(severity.glyph(Glyphs.UNICODE) + " " + f.severity().word() + "  ", severity.style()),
                    Cell.of(f.title())));
            fact(lines, "impact", f.impact(), width);
            f.remedies().stream()
                    .filter(r -> !(r instanceof Remedy.NoneKnown))
                    .findFirst()
                    .ifPresent(r -> fact(lines, "remedy", r.title(), width));
        }
        return lines;
    }

    private static List<Line> lines(Desk.GuideRow row, int width) {
        List<Line> lines = new ArrayList<>();
        fact(lines, "danger", row.info().danger().word(), width);
        fact(lines, "does", row.info().summary(), width);
        String against = Words.against(row);
        if (!against.isEmpty()) {
            fact(lines, "not now", against, width);
        }
        for (Parameter p : row.parameters()) {
            String usual = p.defaultValue().map(v -> " (" + v + ")").orElse("");
            fact(lines, "asks", p.label() + usual + ": " + p.help(), width);
        }
        row.info().hazards().forEach(h -> fact(lines, "hazard", h, width));
        row.info().documentation().forEach(d -> fact(lines, "read", d, width));
        return lines;
    }

    private static void fact(List<Line> lines, String label, String text, int width) {
        String first = Text.truncateEnd(label, LABEL - 1, Glyphs.UNICODE);
        for (String piece : Text.wrap(text, Math.max(16, width - LABEL))) {
            lines.add(Line.of(Cell.muted(Text.padEnd(first, LABEL)), Cell.of(piece)));
            first = "";
        }
    }
}
