package io.millwright.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.Glob;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardrailsTest {
    /** A Tuesday. */
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

    private static final InstanceId WEB = new InstanceId("mill", "prod-eu", "db", "web");

    private static Plan plan(Danger danger, int objects) {
        ObjectRef root = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");
        Step step = Step.change(
                "s", "Scale", "because", new Action.Scale(root, 3), Check.all(), Undo.EXACT, Duration.ofMinutes(1));
        return new Plan(
                "Scale web",
                "mill",
                "scale",
                Intent.SCALE,
                danger,
                new Plan.Target(WEB, root, 1, ""),
                Map.of(),
                java.util.Collections.nCopies(objects, step),
                List.of(),
                List.of());
    }

    private static Rule rule(List<String> contexts, Optional<Danger> danger, boolean deny, Optional<Integer> objects) {
        return new Rule(
                "care",
                contexts,
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                danger,
                deny,
                objects,
                Optional.empty(),
                false);
    }

    private static List<String> refusals(Rule rule, Plan plan, String context) {
        return new Guardrails(List.of(rule), List.of(), List.of()).refusals(plan, context, NOW);
    }

    @Test
    void whatIsDeniedIsRefusedWhereTheRuleIsFor() {
        Rule rule = rule(List.of("prod-*"), Optional.of(Danger.DESTRUCTIVE), true, Optional.empty());
        assertThat(refusals(rule, plan(Danger.DATA_LOSS, 1), "prod-eu"))
                .containsExactly("the guardrail 'care' denies it");
        assertThat(refusals(rule, plan(Danger.DISRUPTIVE, 1), "prod-eu")).isEmpty();
        assertThat(refusals(rule, plan(Danger.DATA_LOSS, 1), "dev")).isEmpty();
    }

    @Test
    void aPlanThatChangesMoreObjectsThanPermittedIsRefused() {
        Rule rule = rule(List.of(), Optional.empty(), false, Optional.of(2));
        assertThat(refusals(rule, plan(Danger.REVERSIBLE, 2), "dev")).isEmpty();
        assertThat(refusals(rule, plan(Danger.REVERSIBLE, 3), "dev"))
                .singleElement()
                .asString()
                .contains("2 objects at once, and it changes 3");
    }

    @ParameterizedTest
    @CsvSource({
        "MONDAY, 08:00, 16:00, 2026-08-31T07:59:59Z, false",
        "MONDAY, 08:00, 16:00, 2026-08-31T08:00:00Z, true",
        "MONDAY, 08:00, 16:00, 2026-08-31T15:59:59Z, true",
        "MONDAY, 08:00, 16:00, 2026-08-31T16:00:00Z, false",
        "MONDAY, 08:00, 16:00, 2026-09-01T12:00:00Z, false",
        "MONDAY, 22:00, 04:00, 2026-08-31T23:00:00Z, true",
        "MONDAY, 22:00, 04:00, 2026-09-01T03:59:00Z, true",
        "MONDAY, 22:00, 04:00, 2026-09-01T22:00:00Z, false",
        "MONDAY, 22:00, 04:00, 2026-08-31T03:00:00Z, false"
    })
    void aWindowHoldsInItsHours(DayOfWeek day, LocalTime from, LocalTime to, Instant at, boolean open) {
        assertThat(new Window(Set.of(day), from, to, ZoneId.of("UTC")).contains(at))
                .isEqualTo(open);
    }

    @Test
    void aRiskIsAcceptedToItsLastDayAndOnlyWhatCannotBeTold() {
        Guardrails guardrails = new Guardrails(
                List.of(),
                List.of(new Acceptance(
                        "backup-age", List.of("db/*@prod-*"), "moving", "ada", LocalDate.parse("2026-09-01"))),
                List.of());
        Constraint unknown = new Constraint("backup-age", "not told", "back up", Constraint.Kind.CANNOT_TELL);
        assertThat(guardrails.acceptance(unknown, WEB, NOW)).isPresent();
        assertThat(guardrails.acceptance(unknown, WEB, NOW.plus(Duration.ofDays(1))))
                .isEmpty();
        assertThat(guardrails.acceptance(unknown, new InstanceId("mill", "dev", "db", "web"), NOW))
                .isEmpty();
        Constraint known = new Constraint("backup-age", "too old", "back up", Constraint.Kind.BLOCKS);
        assertThat(guardrails.acceptance(known, WEB, NOW)).isEmpty();
    }

    @Test
    void guardrailsThatCannotBeReadPermitNothing() {
        Guardrails broken = new Guardrails(
                List.of(), List.of(), List.of(Problem.user("read", "file", "line 3 is no rule", "Correct it.")));
        assertThat(broken.refusals(plan(Danger.REVERSIBLE, 1), "dev", NOW))
                .singleElement()
                .asString()
                .contains("line 3 is no rule");
    }

    @ParameterizedTest
    @CsvSource({
        "prod-*, prod-eu, true",
        "*-live, eu-live, true",
        "*, anything, true",
        "a*b*c, aXbYc, true",
        "a*b*c, aXc, false",
        "ab*ba, aba, false",
        "prod, prod-eu, false"
    })
    void aStarStandsForAnything(String pattern, String name, boolean matches) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void aRuleOfANamespaceIsForEveryPlanThatChangesSomethingThere() {
        Rule rule = new Rule(
                "care",
                List.of(),
                List.of("pay*"),
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(refusals(rule, deleting(ObjectRef.of(Kind.POD, "db", "a"), ObjectRef.of(Kind.POD, "web", "b")), "x"))
                .isEmpty();
        assertThat(refusals(rule, deleting(ObjectRef.of(Kind.POD, "db", "a"), ObjectRef.of(Kind.POD, "pay", "b")), "x"))
                .containsExactly("the guardrail 'care' denies it");
        assertThat(refusals(rule, deleting(ObjectRef.of(Kind.NAMESPACE, "", "payments")), "x"))
                .hasSize(1);
    }

    @Test
    void everyObjectOfAForEachCounts() {
        Plan two = deleting(ObjectRef.of(Kind.POD, "db", "a"), ObjectRef.of(Kind.POD, "db", "b"));
        assertThat(refusals(rule(List.of(), Optional.empty(), false, Optional.of(1)), two, "x"))
                .containsExactly("the guardrail 'care' permits changes of 1 objects at once, and it changes 2");
        assertThat(refusals(rule(List.of(), Optional.empty(), false, Optional.of(2)), two, "x"))
                .isEmpty();
    }

    private static Plan deleting(ObjectRef... objects) {
        List<Step> steps = java.util.Arrays.stream(objects)
                .map(o -> Step.change(
                        "s-" + o.name(),
                        "Delete",
                        "because",
                        new Action.Delete(o, Action.Propagation.BACKGROUND),
                        new Check.Absent(o),
                        Undo.EXACT,
                        Duration.ofMinutes(1)))
                .toList();
        Step all = Step.change(
                "s", "Delete", "because", new Action.ForEach(steps, 2), Check.all(), Undo.EXACT, Duration.ofMinutes(1));
        Plan plan = plan(Danger.DISRUPTIVE, 1);
        return new Plan(
                plan.title(),
                plan.tool(),
                plan.runbookId(),
                plan.intent(),
                plan.danger(),
                plan.target(),
                Map.of(),
                List.of(all),
                List.of(),
                List.of());
    }
}
