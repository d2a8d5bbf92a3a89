package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.json.Json;
import io.millwright.engine.plan.Steps;
import io.millwright.spi.Action;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import io.millwright.spi.Undo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the plans of every plugin have to keep, as they are made and as they are run: refused, killed, failing in the middle, undone, resumed. A
 * plugin's author extends {@link ToolContract}, which is this and the rest.
 */
public abstract class PlanContract {
    /** A sample request: what is asked of which runbook in which cluster. */
    public record Sample(FakeCluster cluster, String runbookId, Request request) {}

    /** Work on two things that belong together. */
    @FunctionalInterface
    protected interface Two<A, B> {
        void accept(A first, B second);
    }

    /** A new object of the plugin's tool, made as the host makes it. */
    protected abstract Tool tool();

    /** Sample requests, of which each can be planned. */
    protected abstract List<Sample> requests();

    /** A request as the host makes it: defaults first, then the answers; every value is right for its parameter. */
    protected final Sample sample(
            FakeCluster cluster, String runbookId, Optional<Instance> target, Map<String, String> answers) {
        return sample(cluster, runbookId, target, answers, Map.of());
    }

    /** As above, with the texts of documents. */
    protected final Sample sample(
            FakeCluster cluster,
            String runbookId,
            Optional<Instance> target,
            Map<String, String> answers,
            Map<String, String> contents) {
        List<Parameter> parameters = runbook(runbookId).parameters(target, cluster);
        Map<String, String> inputs = new LinkedHashMap<>();
        parameters.forEach(p -> p.defaultValue().ifPresent(v -> inputs.put(p.id(), v)));
        inputs.putAll(answers);
        assertThat(refused(parameters, inputs)).as("answers for %s", runbookId).isEmpty();
        return new Sample(
                cluster,
                runbookId,
                new Request("k7q2f", target, target.map(t -> t.id().namespace()).orElse("default"), inputs, contents));
    }

    /** The runbook of that id. */
    protected final Runbook runbook(String id) {
        return tool().runbooks().stream()
                .filter(r -> r.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no runbook " + id));
    }

    private static List<String> refused(List<Parameter> parameters, Map<String, String> inputs) {
        return parameters.stream()
                .flatMap(p -> p.refusal(inputs.getOrDefault(p.id(), "")).stream())
                .toList();
    }

    @Test
    protected void plansAreTheSameForTheSameRequestAndWriteNothing() {
        eachPlan((sample, plan) -> {
            assertThat(runbook(sample.runbookId()).plan(sample.request(), sample.cluster()))
                    .as(sample.runbookId())
                    .isEqualTo(plan);
            assertThat(sample.cluster().writes()).isEmpty();
        });
    }

    /**
     * One sample of each runbook, refused before it begins, let fail at each step that writes, undone and resumed. Has a tag of its own for its
     * time.
     *
     * @param folder an empty one
     */
    @Test
    @Tag("kill")
    protected void aRunThatFailsAtAnyStepTellsItAndIsTakenBack(@TempDir Path folder) {
        Map<String, MishapHarness.Tally> tallies = ofEachRunbook((sample, plan) -> new MishapHarness(
                        sample.cluster(), plan, tool().namedChecks(), folder.resolve(sample.runbookId()))
                .prove());
        tallies.forEach((runbook, t) -> System.out.println(tool().descriptor().id() + " " + runbook + ": refused "
                + t.refusals() + " times, failed " + t.failures() + " times; of the undos " + t.undone()
                + " brought everything back and " + t.left() + " named what is left"));
        assertThat(tallies)
                .allSatisfy((runbook, t) ->
                        assertThat(t.refusals() + t.failures()).as(runbook).isPositive());
    }

    /** One sample of each runbook: the time grows with the square of a run's length. */
    private <T> Map<String, T> ofEachRunbook(BiFunction<Sample, Plan, T> work) {
        Map<String, T> all = new LinkedHashMap<>();
        eachPlan((sample, plan) -> {
            if (!all.containsKey(sample.runbookId())) {
                all.put(sample.runbookId(), work.apply(sample, plan));
            }
        });
        return all;
    }

    @Test
    protected void everyRunbookHasASample() {
        assertThat(requests())
                .extracting(Sample::runbookId)
                .containsAll(tool().runbooks().stream().map(r -> r.info().id()).toList());
    }

    @Test
    protected void aTargetThatIsGoneIsRefusedAndSaidSo() {
        eachPlan((sample, plan) -> {
            ObjectRef root = plan.target().root();
            if (sample.request().target().isEmpty() || root.uid().isEmpty()) {
                return;
            }
            FakeCluster without = sample.cluster().copy().remove(root.anyIncarnation());
            Problem problem = Optional.ofNullable(catchThrowableOfType(
                            ProblemException.class,
                            () -> runbook(sample.runbookId()).plan(sample.request(), without)))
                    .map(ProblemException::problem)
                    .orElseThrow(() -> new AssertionError(sample.runbookId() + " plans for a target that is gone"));
            assertThat(List.of(problem.attempted(), problem.on(), problem.why(), problem.next()))
                    .as(sample.runbookId())
                    .noneMatch(String::isBlank);
            assertThat(without.writes()).isEmpty();
        });
    }

    /**
     * One sample of each runbook, killed after each record of its journal, ends as it does undisturbed. Has a tag of its own, as it takes a
     * minute for fifteen runbooks on full sandboxes.
     *
     * @param folder an empty one
     */
    @Test
    @Tag("kill")
    protected void aRunThatIsKilledAfterAnyRecordIsResumedToTheSameEnd(@TempDir Path folder) {
        Map<String, KillHarness.Tally> tallies = ofEachRunbook((sample, plan) -> new KillHarness(
                        sample.cluster(), plan, tool().namedChecks(), folder.resolve(sample.runbookId()))
                .prove());
        int kills = tallies.values().stream().mapToInt(KillHarness.Tally::kills).sum();
        int asked = tallies.values().stream().mapToInt(KillHarness.Tally::asked).sum();
        List<String> stopped = tallies.entrySet().stream()
                .filter(e -> !e.getValue().whole())
                .map(Map.Entry::getKey)
                .toList();
        System.out.println(tool().descriptor().id() + ": " + tallies.size() + " runbooks killed after " + kills
                + " records; a person was asked " + asked + " times"
                + (stopped.isEmpty() ? "" : "; by themselves, these stop on the way here: " + stopped));
    }

    @Test
    protected void plansReadBackWithoutThePlugin() {
        eachPlan((sample, plan) -> {
            String stored = Json.write(plan);
            assertThat(Json.write(Json.read(stored, Plan.class)))
                    .as(sample.runbookId())
                    .isEqualTo(stored);
        });
    }

    @Test
    protected void plansAreSound() {
        eachPlan((sample, plan) -> {
            assertThat(plan.tool()).isEqualTo(tool().descriptor().id());
            assertThat(plan.runbookId()).isEqualTo(sample.runbookId());
            assertThat(plan.danger())
                    .as("danger of %s", plan.title())
                    .isLessThanOrEqualTo(runbook(sample.runbookId()).info().danger());
            PlanRules.check(plan, tool().namedChecks().keySet());
        });
    }

    @Test
    protected void chartsComeFromWhereTheOperatorSays() {
        eachPlan((sample, plan) -> {
            boolean fetches = Steps.all(plan.steps())
                    .flatMap(s -> Stream.concat(
                            Stream.of(s.action()),
                            s.undo() instanceof Undo.BestEffort u ? Stream.of(u.action()) : Stream.empty()))
                    .anyMatch(a -> a instanceof Action.Helm h
                            && h.chart().filter(c -> !c.repository().isEmpty()).isPresent());
            if (fetches) {
                assertThat(runbook(sample.runbookId())
                                .parameters(sample.request().target(), sample.cluster()))
                        .extracting(Parameter::id)
                        .contains("repository");
            }
        });
    }

    /** Work on each sample's plan. */
    protected final void eachPlan(Two<Sample, Plan> work) {
        requests().forEach(s -> work.accept(s, runbook(s.runbookId()).plan(s.request(), s.cluster())));
    }
}
