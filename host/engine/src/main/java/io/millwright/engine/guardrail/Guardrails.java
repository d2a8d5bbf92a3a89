package io.millwright.engine.guardrail;

import io.millwright.spi.Constraint;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an organisation permits, for the screen and the command line alike. Every rule has to permit a plan.
 *
 * @param rules what is asked of plans
 * @param accepted risks that were taken on
 * @param broken what couldn't be read: nothing may be changed until it can, since nobody knows what it forbids
 */
public record Guardrails(List<Rule> rules, List<Acceptance> accepted, List<Problem> broken) {
    /** Everything is permitted. */
    public static final Guardrails NONE = new Guardrails(List.of(), List.of(), List.of());

    public Guardrails {
        rules = List.copyOf(rules);
        accepted = List.copyOf(accepted);
        broken = List.copyOf(broken);
    }

    /** These and those. */
    public Guardrails and(Guardrails others) {
        return new Guardrails(
                joined(rules, others.rules), joined(accepted, others.accepted), joined(broken, others.broken));
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    /** Why the plan may not be run in that context at that moment; none when it may. */
    public List<String> refusals(Plan plan, String context, Instant now) {
        List<String> refusals = new ArrayList<>(broken.stream()
                .map(p -> "the guardrails can't be read: " + p.why())
                .toList());
        rules.stream()
                .filter(r -> r.isFor(plan, context))
                .forEach(r -> r.refusal(plan, now).ifPresent(refusals::add));
        return refusals;
    }

    /**
     * Why something may not be looked at there: by the rules that deny it by its name. A rule that names no runbook is about changes.
     *
     * @param look what stands for a runbook: {@code reveal}
     * @param namespaces those that are looked into; none for all
     */
    public List<String> refusals(String tool, String look, String context, List<String> namespaces) {
        List<String> refusals = new ArrayList<>(broken.stream()
                .map(p -> "the guardrails can't be read: " + p.why())
                .toList());
        rules.stream()
                .filter(r -> r.denies(tool, look, context, namespaces))
                .forEach(r -> refusals.add("the guardrail '" + r.name() + "' denies it"));
        return refusals;
    }

    /** The rule that asks who runs the plan for a reason. */
    public Optional<Rule> reason(Plan plan, String context) {
        return rules.stream().filter(r -> r.reason() && r.isFor(plan, context)).findFirst();
    }

    /** Who has taken on that what stands there can't be told; nobody can take on what is known to stand against it. */
    public Optional<Acceptance> acceptance(Constraint standing, InstanceId instance, Instant now) {
        return standing.kind() != Constraint.Kind.CANNOT_TELL
                ? Optional.empty()
                : acceptance(standing.id(), instance, now);
    }

    /** Who has taken on a risk that a plan names. */
    public Optional<Acceptance> acceptance(String risk, InstanceId instance, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return accepted.stream()
                .filter(a -> a.isFor(risk, instance) && !a.until().isBefore(today))
                .findFirst();
    }
}
