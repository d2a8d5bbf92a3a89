package io.millwright.app;

import io.millwright.app.settings.GuardrailsReader;
import io.millwright.engine.guardrail.Acceptance;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.guardrail.Rule;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Constraint;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * Whether the settings and the organisation's guardrails permit a change. Asked by the engine's side of the program, so that it holds for the
 * screen and the command line alike. The files are read each time: a rule that is added holds at once.
 */
final class Permission {
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
