package io.millwright.app.cli;

import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import io.millwright.tui.Text;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan with its preview: what a person reads before approving, and the same as a document. */
final class PlanText {
    private PlanText() {}

    /** Writes it for a person. */
    static void write(Operations.Prepared prepared, Console console) {
        Plan plan = prepared.plan();
        PreviewView preview = prepared.preview();
        console.painted(console.bold(plan.title()));
        console.line("  danger     " + plan.danger().word());
        console.line("  cluster    " + plan.target().instance().cluster());
        console.line("  namespace  " + plan.target().instance().namespace());
        console.line("  digest     " + prepared.digest());
        plan.consequences().forEach(c -> console.line("  effect     " + c));
        plan.risks().forEach(r -> console.line("  risk       " + r.title() + ": " + r.detail()));
        preview.blockers().forEach(b -> console.line("  blocked    " + b));
        preview.missingRights().forEach(r -> console.line("  no right   " + r));
        preview.remarks().forEach(r -> console.line("  note       " + r));
        console.line("");
        int number = 1;
        for (Step step : plan.steps()) {
            console.line(Text.padStart(Integer.toString(number++), 3) + "  " + step.title());
            console.line("     undo: " + GuideText.undo(step.undo()) + " Deadline " + duration(step.deadline()) + "."
                    + (step.pointOfNoReturn() ? " No way back from here." : ""));
            preview.changes(step.id()).forEach(c -> change(c, console));
            preview.commands(step.id()).forEach(c -> console.line("     $ " + c));
        }
        console.out().flush();
    }

    private static void change(PreviewView.Change change, Console console) {
        console.line("     " + change.verb() + " " + change.object());
        change.diff().forEach(l -> console.line("       " + l));
    }

    /** The document. */
    static Document document(Operations.Prepared prepared) {
        Plan plan = prepared.plan();
        PreviewView preview = prepared.preview();
        return new Document(
                "Plan",
                Document.map(
                        "title", plan.title(),
                        "tool", plan.tool(),
                        "runbook", plan.runbookId(),
                        "intent", word(plan.intent()),
                        "danger", word(plan.danger()),
                        "target",
                                Document.map(
                                        "cluster", plan.target().instance().cluster(),
                                        "namespace", plan.target().instance().namespace(),
                                        "name", plan.target().instance().name(),
                                        "object", plan.target().root().display(),
                                        "uid", plan.target().root().uid()),
                        "inputs", plan.inputs(),
                        "consequences", plan.consequences(),
                        "risks",
                                plan.risks().stream()
                                        .map(r -> Document.map("id", r.id(), "title", r.title(), "detail", r.detail()))
                                        .toList(),
                        "blockers", preview.blockers(),
                        "missingRights", preview.missingRights(),
                        "remarks", preview.remarks(),
                        "digest", prepared.digest(),
                        "confirmation", preview.phrase(),
                        "steps",
                                plan.steps().stream().map(s -> step(s, preview)).toList()),
                new Document.Table(List.of(), List.of(), ""),
                plan.steps().stream().map(Step::id).toList());
    }

    private static Map<String, Object> step(Step step, PreviewView preview) {
        return Document.map(
                "id", step.id(),
                "title", step.title(),
                "why", step.why(),
                "action", step.action().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                "undo", step.undo().word(),
                "undoDetail", GuideText.undo(step.undo()),
                "deadline", step.deadline().toString(),
                "pointOfNoReturn", step.pointOfNoReturn(),
                "changes",
                        preview.changes(step.id()).stream()
                                .map(c -> Document.map("verb", c.verb(), "object", c.object(), "diff", c.diff()))
                                .toList(),
                "commands", preview.commands(step.id()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String duration(Duration d) {
        if (d.toHours() > 0) {
            return d.toHours() + "h" + (d.toMinutesPart() == 0 ? "" : d.toMinutesPart() + "m");
        }
        return d.toMinutes() > 0
                ? d.toMinutes() + "m" + (d.toSecondsPart() == 0 ? "" : d.toSecondsPart() + "s")
                : d.toSeconds() + "s";
    }
}
