package io.millwright.engine.journal;

import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as Markdown, for a ticket: who, when, on what, who approved it, each step with why, what does the same by hand, evidence and time, and the hash of the chain. */
public final class RunExport {
    private RunExport() {}

    /** The report. Nothing secret is in it: the journal was redacted before it was written. */
    public static String markdown(RunStore.StoredRun run) {
        StringBuilder out = new StringBuilder();
        var plan = run.plan().plan();
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
