package io.millwright.app.cli;

import io.millwright.spi.Danger;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A runbook as Markdown: what a person does who has to do it by hand, and what Millwright does. */
final class GuideText {
    private final StringBuilder out = new StringBuilder();

    private GuideText() {}

    /**
     * The procedure.
     *
     * @param toolName as its makers write it
     * @param tool its id
     * @param plan for a target, where one could be made
     * @param commands of each of the plan's steps, by step id
     */
    static String of(
            String toolName, String tool, RunbookInfo info, Optional<Plan> plan, Map<String, List<String>> commands) {
        GuideText text = new GuideText();
        text.line("# " + info.title() + " (" + toolName + ")");
        text.paragraph(info.summary());
        text.paragraph("Danger: **" + info.danger().word() + "**. " + gesture(info.danger()));
        text.hazards(info.hazards());
        text.parameters(info.parameters());
        text.steps(tool, info, plan, commands);
        text.documentation(info.documentation());
        return text.out.toString();
    }

    private static String gesture(Danger danger) {
        return switch (danger) {
            case REVERSIBLE -> "Nothing is lost and it can be taken back; it is approved with Enter.";
            case DISRUPTIVE -> "The service is reduced for a while; it is approved with `y` after the plan was read.";
            case DESTRUCTIVE -> "Something is taken away; it is approved by typing the name.";
            case DATA_LOSS -> "Data is lost for good; it is approved by typing name and context.";
        };
    }

    private void hazards(List<String> hazards) {
        if (!hazards.isEmpty()) {
            heading("Hazards");
            hazards.forEach(h -> line("- " + h));
        }
    }

    private void parameters(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        heading("Parameters");
        line("| parameter | what it decides | may be | default |");
        line("| --- | --- | --- | --- |");
        for (Parameter p : parameters) {
            String fallback = p.defaultValue()
                    .filter(v -> !v.isEmpty())
                    .map(v -> "`" + v + "` (" + p.defaultOrigin() + ")")
                    .orElse(p.required() ? "needed" : "none");
            line("| `" + p.id() + "` | " + cell(p.help()) + " | " + cell(ParameterText.expected(p.type())) + " | "
                    + cell(fallback) + " |");
        }
    }

    private void steps(String tool, RunbookInfo info, Optional<Plan> plan, Map<String, List<String>> commands) {
        if (plan.isEmpty()) {
            heading("Steps");
            line("They depend on the cluster and the inputs. `millwright guide " + tool + " " + info.id()
                    + (info.target().isPresent() ? " TARGET" : "")
                    + "` with every needed `--set` shows them with all values and the equivalent commands;"
                    + " nothing is changed.");
            return;
        }
        Plan p = plan.get();
        heading("Steps: " + p.title());
        p.consequences().forEach(c -> line("- " + c));
        p.risks().forEach(r -> line("- **" + r.title() + "**: " + r.detail()));
        int number = 1;
        for (Step step : p.steps()) {
            line("");
            line("### " + number++ + ". " + step.title());
            paragraph(step.why());
            List<String> lines = commands.getOrDefault(step.id(), List.of());
            if (!lines.isEmpty()) {
                line("");
                line("```sh");
                lines.forEach(this::line);
                line("```");
            }
            paragraph("Undo: " + undo(step.undo())
                    + (step.pointOfNoReturn() ? " **From here on there is no way back.**" : ""));
        }
    }

    static String undo(Undo undo) {
        return switch (undo) {
            case Undo.Exact e -> "exact: former values come back, what was made is deleted.";
            case Undo.BestEffort b -> "best effort: " + b.limits();
            case Undo.ByRestore r -> "only by restoring " + r.what();
            case Undo.None n -> "none: " + n.reason();
            case Undo.NothingToUndo n -> "nothing to undo.";
        };
    }

    private void documentation(List<String> pages) {
        if (!pages.isEmpty()) {
            heading("Documentation");
            pages.forEach(p -> line("- <" + p + ">"));
        }
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void paragraph(String text) {
        line("");
        line(text);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
