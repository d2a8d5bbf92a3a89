package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.plan.Steps;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What holds for every plan, whatever made it. */
final class PlanRules {
    private PlanRules() {}

    /** Fails with the step's name when something doesn't hold. */
    static void check(Plan plan, Set<String> namedChecks) {
        assertThat(plan.title()).isNotBlank();
        assertThat(plan.steps()).as(plan.title()).isNotEmpty();
        List<Step> all = Steps.all(plan.steps()).toList();
        assertThat(all)
                .as(plan.title())
                .extracting(Step::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]+([.-][a-z0-9]+)*"));
        all.forEach(s -> step(plan, s, namedChecks));
    }

    private static void step(Plan plan, Step step, Set<String> namedChecks) {
        String name = plan.runbookId() + " / " + step.id();
        assertThat(step.title()).as(name).isNotBlank();
        assertThat(step.why()).as(name).isNotBlank();
        assertThat(step.deadline()).as(name).isPositive();
        if (step.action().effect() != Effect.READ) {
            assertThat(step.undo())
                    .as("%s changes something: it has an undo, or says why there is none", name)
                    .isNotInstanceOf(Undo.NothingToUndo.class);
            assertThat(step.done())
                    .as("%s changes something: something has to prove it done", name)
                    .isNotInstanceOf(Check.Never.class);
        }
        if (step.undo() instanceof Undo.Exact) {
            assertThat(step.action())
                    .as("%s is undone exactly: its action has former values", name)
                    .isInstanceOfAny(
                            Action.Apply.class,
                            Action.Patch.class,
                            Action.Scale.class,
                            Action.Annotate.class,
                            Action.Create.class,
                            Action.ForEach.class);
        }
        assertThat(checks(step).flatMap(PlanRules::names))
                .as("%s: named checks that the tool has", name)
                .allMatch(namedChecks::contains);
    }

    private static Stream<Check> checks(Step step) {
        Stream<Check> own = Stream.concat(step.before().stream(), Stream.of(step.probe(), step.done()));
        Stream<Check> acted = switch (step.action()) {
            case Action.Wait w -> Stream.of(w.until());
            case Action.Look l -> Stream.of(l.check());
            default -> Stream.of();
        };
        Stream<Check> undone = step.undo() instanceof Undo.BestEffort b ? Stream.of(b.done()) : Stream.of();
        return Stream.of(own, acted, undone).flatMap(s -> s);
    }

    private static Stream<String> names(Check check) {
        return switch (check) {
            case Check.Named n -> Stream.of(n.id());
            case Check.All all -> all.checks().stream().flatMap(PlanRules::names);
            default -> Stream.of();
        };
    }
}
