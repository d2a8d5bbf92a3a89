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
        return new RunReport(run).markdown();
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
        all.put("inputs", Redaction.ofInputs(plan.inputs()));
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
        run.journal().records().reversed().stream()
                .filter(r -> "DIAGNOSIS".equals(r.get("type")))
                .findFirst()
                .ifPresent(r -> all.put("diagnosis", diagnosis(r)));
        all.put("records", run.journal().records());
        return all;
    }

    /** The last one: why the run waits for a decision, or what was overcome. */
    private static Map<String, Object> diagnosis(Map<String, Object> record) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String field : List.of("t", "step", "message", "causes", "unseen")) {
            if (record.containsKey(field)) {
                all.put(field, record.get(field));
            }
        }
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
}
