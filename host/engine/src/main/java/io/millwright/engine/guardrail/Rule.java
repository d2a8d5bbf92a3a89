package io.millwright.engine.guardrail;

import io.millwright.engine.Glob;
import io.millwright.engine.plan.Steps;
import io.millwright.spi.Action;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One rule: for which plans it is, and what it asks of them. An empty list or set means all.
 *
 * @param name what it is for, as it is said to who is refused
 * @param contexts patterns of contexts
 * @param namespaces patterns of namespaces: of the target, or of anything that is changed
 * @param tools tools' ids
 * @param runbooks patterns of runbooks' ids
 * @param intents what plans are for
 * @param danger plans at least so dangerous
 * @param deny nothing of it is run
 * @param objects a plan may change at most so many objects
 * @param window it is run in these hours only
 * @param reason who runs it has to say why
 */
public record Rule(
        String name,
        List<String> contexts,
        List<String> namespaces,
        List<String> tools,
        List<String> runbooks,
        Set<Intent> intents,
        Optional<Danger> danger,
        boolean deny,
        Optional<Integer> objects,
        Optional<Window> window,
        boolean reason) {
    public Rule {
        contexts = List.copyOf(contexts);
        namespaces = List.copyOf(namespaces);
        tools = List.copyOf(tools);
        runbooks = List.copyOf(runbooks);
        intents = Set.copyOf(intents);
    }

    /** Whether it is for that plan in that context. */
    boolean isFor(Plan plan, String context) {
        return any(contexts, context)
                && (any(namespaces, plan.target().instance().namespace())
                        || Steps.namespaces(plan.steps()).stream().anyMatch(n -> any(namespaces, n)))
                && any(tools, plan.tool())
                && any(runbooks, plan.runbookId())
                && (intents.isEmpty() || intents.contains(plan.intent()))
                && danger.filter(d -> plan.danger().compareTo(d) < 0).isEmpty();
    }

    /** Whether it denies a look by its name into any of those namespaces; none of them means all. */
    boolean denies(String tool, String look, String context, List<String> in) {
        return deny
                && !runbooks.isEmpty()
                && any(runbooks, look)
                && any(tools, tool)
                && any(contexts, context)
                && (in.isEmpty() || in.stream().anyMatch(n -> any(namespaces, n)));
    }

    private static boolean any(List<String> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(p -> Glob.matches(p, name));
    }

    /** Why the plan may not be run at that moment. */
    Optional<String> refusal(Plan plan, Instant now) {
        if (deny) {
            return Optional.of("the guardrail '" + name + "' denies it");
        }
        if (window.filter(w -> !w.contains(now)).isPresent()) {
            return window.map(w -> "the guardrail '" + name + "' permits it " + w.display() + " only");
        }
        int count = objects(plan.steps());
        return objects.filter(most -> count > most)
                .map(most -> "the guardrail '" + name + "' permits changes of " + most
                        + " objects at once, and it changes " + count);
    }

    private static int objects(List<Step> steps) {
        return steps.stream()
                .mapToInt(s -> switch (s.action()) {
                    case Action.Apply a -> a.objects().size();
                    case Action.ForEach a -> objects(a.steps());
                    case Action.Wait a -> 0;
                    case Action.Look a -> 0;
                    case Action.Confirm a -> 0;
                    case Action.Input a -> 0;
                    case Action.Manual a -> 0;
                    case Action.Create a -> 1;
                    case Action.Patch a -> 1;
                    case Action.Scale a -> 1;
                    case Action.Annotate a -> 1;
                    case Action.Delete a -> 1;
                    case Action.Evict a -> 1;
                    case Action.ForceDelete a -> 1;
                    case Action.Helm a -> 1;
                    case Action.HelmRollback a -> 1;
                    case Action.Http a -> 1;
                    case Action.Exec a -> 1;
                })
                .sum();
    }
}
