package io.millwright.app;

import io.millwright.app.settings.GuardrailsReader;
import io.millwright.engine.guardrail.Acceptance;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.guardrail.Rule;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Optional;

/**
 * Whether the settings and the organisation's guardrails permit a change. Asked by the engine's side of the program, so that it holds for the
 * screen and the command line alike. The files are read each time: a rule that is added holds at once.
 */
final class Permission {
    private static final String NO_BACKUP = "no-backup";

    private final Services services;

    Permission(Services services) {
        this.services = services;
    }

    private Guardrails guardrails() {
        return GuardrailsReader.read(services.folders().guardrails());
    }

    /** Why that plan may not be run now. */
    List<String> refusals(FrozenPlan plan) {
        return refusals(plan.plan(), plan.context());
    }

    private List<String> refusals(Plan plan, String context) {
        return guardrails().refusals(plan, context, services.clock().instant());
    }

    /**
     * Nothing is changed in a context that the settings keep as it is.
     *
     * @param attempted {@code undo the run}
     */
    void refuseReadOnly(String attempted, String context) {
        services.settings().refuseReadOnly(attempted, context);
    }

    /**
     * The same, and every guardrail.
     *
     * @param attempted {@code run the plan}
     */
    void refuse(String attempted, FrozenPlan plan) {
        refuseReadOnly(attempted, plan.context());
        refuseByGuardrail(attempted, plan.plan(), plan.context());
    }

    /** No guardrail stands against it. */
    void refuseByGuardrail(String attempted, Plan plan, String context) {
        List<String> refusals = refusals(plan, context);
        if (!refusals.isEmpty()) {
            throw new ProblemException(new Problem(
                    Problem.Kind.USER,
                    attempted,
                    plan.target().instance().display(),
                    String.join("; ", refusals),
                    "Nothing was changed. Ask whoever keeps the guardrails.",
                    Optional.of("denied")));
        }
    }

    /** Who has taken on that this can't be told. */
    Optional<Acceptance> acceptance(Constraint standing, InstanceId instance) {
        return guardrails().acceptance(standing, instance, services.clock().instant());
    }

    /** Why it is run, where a guardrail asks for that. */
    Optional<String> reason(FrozenPlan plan, Operator operator) {
        return reason(plan.plan(), plan.context(), operator);
    }

    /** The same of a plan that isn't kept. */
    Optional<String> reason(Plan plan, String context, Operator operator) {
        return guardrails().reason(plan, context).map(rule -> asked(rule, plan, operator));
    }

    /**
     * Why a plan is run without a backup, of which its runbook says by the risk {@value #NO_BACKUP} that it needs one: past its point of no return
     * a backup is the only way back. A risk that the guardrails' file accepts is taken on; else who runs it says why.
     *
     * @return what the journal keeps; empty for every other plan
     * @throws ProblemException when nobody takes the risk on
     */
    Optional<String> withoutBackup(FrozenPlan plan, Operator operator) {
        return needsBackup(plan)
                .map(risk -> accepted(plan)
                        .map(Acceptance::display)
                        .orElseGet(() -> operator.ask(new Parameter(
                                        NO_BACKUP,
                                        "Reason",
                                        risk.title() + ": " + risk.detail()
                                                + " Why it is run all the same is written into the" + " journal",
                                        new Parameter.Type.Text(".*", "text"),
                                        Optional.empty(),
                                        "",
                                        true))
                                .filter(r -> !r.isBlank())
                                .map(r -> "risk " + NO_BACKUP + " is accepted for this run by " + plan.createdBy()
                                        + ": " + r)
                                .orElseThrow(() -> new ProblemException(new Problem(
                                        Problem.Kind.USER,
                                        plan.plan().title(),
                                        plan.plan().target().instance().display(),
                                        "there is no backup, and after a step of it there is only forward or a restore",
                                        "Nothing was changed. Make a backup first; or say why it is run all the same:"
                                                + " --answer " + NO_BACKUP + "=TEXT.",
                                        Optional.of("blocked"))))));
    }

    /** That {@link #withoutBackup} will ask, for the preview; or who has taken the risk on. */
    Optional<String> askedWithoutBackup(FrozenPlan plan) {
        return needsBackup(plan)
                .map(risk -> accepted(plan)
                        .map(Acceptance::display)
                        .orElse("There is no backup and no way back: running it asks why (--answer " + NO_BACKUP
                                + "=TEXT)."));
    }

    private Optional<Acceptance> accepted(FrozenPlan plan) {
        return guardrails()
                .acceptance(
                        NO_BACKUP,
                        plan.plan().target().instance(),
                        services.clock().instant());
    }

    private static Optional<Risk> needsBackup(FrozenPlan frozen) {
        Plan plan = frozen.plan();
        boolean severe = plan.danger() == Danger.DESTRUCTIVE || plan.danger() == Danger.DATA_LOSS;
        return severe && Steps.all(plan.steps()).anyMatch(Step::pointOfNoReturn)
                ? plan.risks().stream().filter(r -> r.id().equals(NO_BACKUP)).findFirst()
                : Optional.empty();
    }

    private static String asked(Rule rule, Plan plan, Operator operator) {
        return operator.ask(new Parameter(
                        "reason",
                        "Reason",
                        "The guardrail '" + rule.name() + "' asks why this is run; it is written into the journal",
                        new Parameter.Type.Text(".*", "text"),
                        Optional.empty(),
                        "",
                        true))
                .filter(r -> !r.isBlank())
                .orElseThrow(() -> new ProblemException(new Problem(
                        Problem.Kind.USER,
                        plan.title(),
                        plan.target().instance().display(),
                        "the guardrail '" + rule.name() + "' asks for a reason, and none was given",
                        "Nothing was changed. Give --answer reason=TEXT.",
                        Optional.of("denied"))));
    }
}
