package io.millwright.engine.journal;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of one run as Markdown, for people: what {@link RunExport} says, as it stands in its journal. */
final class RunReport {
    /** What is told of a run beside its steps: decisions, and what its lock has seen. */
    private static final Map<String, String> DECISIONS = Map.ofEntries(
            Map.entry("APPROVAL", "approved"),
            Map.entry("RISK_ACCEPTED", "risk accepted"),
            Map.entry("NOTE", "reason"),
            Map.entry("LOCK_ACQUIRED", "lock taken"),
            Map.entry("LOCK_STOLEN", "lock taken from its holder"),
            Map.entry("LOCK_CLEARED", "lock of one who was gone"),
            Map.entry("LOCK_NONE", "no lock"),
            Map.entry("TAKEN_OVER", "taken over"),
            Map.entry("RESUME", "resumed"),
            Map.entry("DRIFT", "moved meanwhile"),
            Map.entry("MIRROR_LOST", "not handed over"),
            Map.entry("RUN_CLOSED", "closed"));

    private static final List<String> FACTS = List.of(
            "by", "phrase", "state", "how", "lease", "epoch", "from", "lock", "reason", "text", "message", "problem");

    private final RunStore.StoredRun run;
    private final List<Map<String, Object>> records;
    private final EquivalentCommands commands;
    private final StringBuilder out = new StringBuilder();

    RunReport(RunStore.StoredRun run) {
        this.run = run;
        this.records = run.journal().records();
        this.commands = new EquivalentCommands(run.plan().context());
    }

    String markdown() {
        Plan plan = run.plan().plan();
        out.append("# ").append(plan.title()).append("\n\n");
        header(run.plan(), plan);
        list("Consequences", plan.consequences());
        list(
                "Risks",
                plan.risks().stream().map(r -> r.title() + ": " + r.detail()).toList());
        out.append("\n## Steps\n");
        Steps.all(plan.steps()).forEach(this::step);
        return out.toString();
    }

    private void header(FrozenPlan frozen, Plan plan) {
        out.append("| | |\n|---|---|\n");
        row("run", frozen.planId());
        row("state", RunExport.state(run));
        row("by", frozen.createdBy());
        row("planned", frozen.createdAt().toString());
        row("context", frozen.context());
        row("cluster UID", frozen.clusterUid());
        row("plugin", frozen.plugin().id() + " " + frozen.plugin().version());
        row("plan digest", frozen.digest());
        row("danger", plan.danger().word());
        row(
                "chain",
                run.journal()
                        .broken()
                        .map(b -> "BROKEN: " + b)
                        .orElse("sound, " + records.size() + " records, last "
                                + run.journal().lastHash()));
        for (Map<String, Object> r : records) {
            String name = DECISIONS.getOrDefault(String.valueOf(r.get("type")), "");
            if (!name.isEmpty()) {
                row(name, r.get("t") + facts(r));
            }
        }
    }

    private static String facts(Map<String, Object> record) {
        StringBuilder text = new StringBuilder();
        FACTS.stream()
                .filter(record::containsKey)
                .forEach(f -> text.append(", ").append(f).append(' ').append(record.get(f)));
        return text.toString();
    }

    private void row(String name, String value) {
        out.append("| ")
                .append(name)
                .append(" | ")
                .append(value.replace("|", "\\|").replace("\n", " "))
                .append(" |\n");
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.append("\n## ").append(title).append("\n\n");
            lines.forEach(l -> out.append("- ").append(l).append('\n'));
        }
    }

    private void step(Step step) {
        List<Map<String, Object>> own =
                records.stream().filter(r -> step.id().equals(r.get("step"))).toList();
        out.append("\n### ").append(step.title()).append("\n\n").append(step.why());
        out.append("\n\nUndo: ").append(step.undo().word()).append(". ");
        took(own)
                .ifPresent(d -> out.append("From its first record to its last: ")
                        .append(d.toMillis())
                        .append(" ms."));
        out.append("\n\n");
        List<String> typed = commands.of(step);
        if (!typed.isEmpty()) {
            out.append("By hand:\n\n```\n").append(String.join("\n", typed)).append("\n```\n\n");
        }
        own.forEach(this::record);
    }

    private static Optional<Duration> took(List<Map<String, Object>> own) {
        return own.isEmpty() ? Optional.empty() : Optional.of(Duration.between(at(own.getFirst()), at(own.getLast())));
    }

    private static Instant at(Map<String, Object> record) {
        return Instant.parse(String.valueOf(record.get("t")));
    }

    private void record(Map<String, Object> r) {
        out.append("- ")
                .append(r.get("t"))
                .append("  ")
                .append(r.get("type"))
                .append("  ")
                .append(r.getOrDefault("state", r.getOrDefault("result", "")))
                .append("  ")
                .append(r.getOrDefault("message", ""))
                .append('\n');
        below(r.get("seen"));
        below(r.get("likely"));
    }

    /** The lines of evidence, and of a diagnosis every cause that something speaks for. */
    private void below(@org.jspecify.annotations.Nullable Object lines) {
        if (lines instanceof List<?> all) {
            all.forEach(l -> out.append("  - ").append(l).append('\n'));
        }
    }
}
