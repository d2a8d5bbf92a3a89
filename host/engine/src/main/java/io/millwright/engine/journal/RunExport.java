package io.millwright.engine.journal;

import io.millwright.engine.Redaction;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run for a ticket, as Markdown or as a document for programs: who, when, on what, who approved it, each step with why, what does the same by hand, evidence and time, and the hash of the chain. */
public final class RunExport {
    private RunExport() {}

    /** The report. Nothing secret is in it: the journal was redacted before it was written. */
    public static String markdown(RunStore.StoredRun run) {
        StringBuilder out = new StringBuilder();
        Plan plan = run.plan().plan();
        List<Map<String, Object>> records = run.journal().records();
        out.append("# ").append(plan.title()).append("\n\n");
        out.append("| | |\n|---|---|\n");
        row(out, "run", run.plan().planId());
        row(out, "state", state(run));
        row(out, "by", run.plan().createdBy());
        row(out, "planned", run.plan().createdAt().toString());
        row(out, "context", run.plan().context());
        row(out, "cluster UID", run.plan().clusterUid());
        row(out, "plugin", run.plan().plugin().id() + " " + run.plan().plugin().version());
        row(out, "plan digest", run.plan().digest());
        row(out, "danger", plan.danger().word());
        row(
                out,
                "chain",
                run.journal()
                        .broken()
                        .map(b -> "BROKEN: " + b)
                        .orElse("sound, " + records.size() + " records, last "
                                + run.journal().lastHash()));
        records.stream()
                .filter(r -> "APPROVAL".equals(r.get("type")))
                .forEach(r ->
                        row(out, "approved", r.get("t") + " by " + r.get("by") + " with '" + r.get("phrase") + "'"));
        out.append("\n## Steps\n");
        EquivalentCommands commands = new EquivalentCommands(run.plan().context());
        for (Step step : plan.steps()) {
            out.append("\n### ")
                    .append(step.title())
                    .append("\n\n")
                    .append(step.why())
                    .append("\n\n");
            List<String> typed = commands.of(step);
            if (!typed.isEmpty()) {
                out.append("By hand:\n\n```\n").append(String.join("\n", typed)).append("\n```\n\n");
            }
            records.stream()
                    .filter(r -> step.id().equals(r.get("step")))
                    .forEach(r -> out.append("- ")
                            .append(r.get("t"))
                            .append("  ")
                            .append(r.get("type"))
                            .append("  ")
                            .append(r.getOrDefault("state", r.getOrDefault("result", "")))
                            .append("  ")
                            .append(r.getOrDefault("message", ""))
                            .append('\n'));
        }
        return out.toString();
    }

    /**
     * The same for programs. {@code records} are the journal's lines as they stand; {@code steps} are the plan's, those within others beside them.
     * Fields are added to it, never taken away or given another meaning.
     */
    public static Map<String, Object> content(RunStore.StoredRun run) {
        FrozenPlan frozen = run.plan();
        Plan plan = frozen.plan();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("run", frozen.planId());
        all.put("state", state(run));
        all.put("title", plan.title());
        all.put("tool", plan.tool());
        all.put("runbook", plan.runbookId());
        all.put("intent", plan.intent().name());
        all.put("danger", plan.danger().word());
        all.put("target", plan.target().instance().display());
        all.put("context", frozen.context());
        all.put("clusterUid", frozen.clusterUid());
        all.put("by", frozen.createdBy());
        all.put("planned", frozen.createdAt().toString());
        all.put("plugin", tree(frozen.plugin()));
        all.put("planDigest", frozen.digest());
        all.put("inputs", Redaction.of(plan.inputs()));
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("sound", run.journal().broken().isEmpty());
        run.journal().broken().ifPresent(b -> chain.put("broken", b));
        chain.put("torn", run.journal().torn().isPresent());
        chain.put("records", run.journal().records().size());
        chain.put("lastHash", run.journal().lastHash());
        all.put("chain", chain);
        EquivalentCommands commands = new EquivalentCommands(frozen.context());
        all.put("steps", Steps.all(plan.steps()).map(s -> step(s, commands)).toList());
        all.put("consequences", plan.consequences());
        all.put("risks", plan.risks().stream().map(RunExport::tree).toList());
        all.put("records", run.journal().records());
        return all;
    }

    private static Map<String, Object> step(Step step, EquivalentCommands commands) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", step.id());
        all.put("title", step.title());
        all.put("why", step.why());
        all.put("effect", step.effect().name());
        all.put("deadlineSeconds", step.deadline().toSeconds());
        all.put("pointOfNoReturn", step.pointOfNoReturn());
        all.put("commands", commands.of(step));
        return all;
    }

    private static Map<String, Object> tree(Object value) {
        return Redaction.of(Json.readMap(Json.write(value)));
    }

    /** The state that the journal tells; one without an end was interrupted, unless a process still writes it. */
    public static String state(RunStore.StoredRun run) {
        if (run.elsewhere()) {
            return "RUNNING_ELSEWHERE";
        }
        List<Map<String, Object>> records = run.journal().records();
        Optional<Map<String, Object>> last = records.reversed().stream()
                .filter(r -> "RUN_CLOSED".equals(r.get("type")) || "RUN_STATE".equals(r.get("type")))
                .findFirst();
        if (last.isEmpty()) {
            return "INTERRUPTED";
        }
        String state = String.valueOf(last.get().get("state"));
        boolean closed = "RUN_CLOSED".equals(last.get().get("type")) || state.equals("FAILED");
        return closed ? state : "INTERRUPTED";
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append("| ")
                .append(name)
                .append(" | ")
                .append(value.replace("|", "\\|"))
                .append(" |\n");
    }
}
