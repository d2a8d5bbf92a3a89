package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Town;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes are drained by the real engine over HTTP in a sandbox. */
class DrainTest {
    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));
    private String node = "";

    @BeforeEach
    void fill() throws InterruptedException {
        town.create(Kind.DEPLOYMENT, deployment(Map.of()));
        town.until(t -> ready() == 2);
        node = pods().getFirst().text("spec", "nodeName").orElseThrow();
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static Resource deployment(Map<String, Object> more) {
        Map<String, String> labels = Map.of("app", "web");
        Resource template = new Resource(Map.of(
                        "spec",
                        Map.of("containers", List.of(Map.of("name", "web", "image", "registry.example.org/web:1")))))
                .with(labels, "metadata", "labels");
        for (Map.Entry<String, Object> m : more.entrySet()) {
            template = template.with(m.getValue(), "spec", m.getKey());
        }
        return Resource.of(
                Kind.DEPLOYMENT,
                "default",
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                2,
                                "selector",
                                Map.of("matchLabels", labels),
                                "template",
                                template.content())));
    }

    private long ready() {
        return town.view()
                .get(ObjectRef.of(Kind.DEPLOYMENT, "default", "web"))
                .flatMap(d -> d.number("status", "readyReplicas"))
                .orElse(0L);
    }

    private List<Resource> pods() {
        return town.view().list(Kind.POD, Selector.labelled("default", "app", "web"));
    }

    private void budget(String name, int least) throws InterruptedException {
        town.create(
                Kind.POD_DISRUPTION_BUDGET,
                Resource.of(
                        Kind.POD_DISRUPTION_BUDGET,
                        "default",
                        name,
                        Map.of(
                                "spec",
                                Map.of(
                                        "minAvailable",
                                        least,
                                        "selector",
                                        Map.of("matchLabels", Map.of("app", "web"))))));
        town.running().settle();
    }

    private FrozenPlan plan(Map<String, String> inputs) {
        Resource object = town.view().get(ObjectRef.of(Kind.NODE, "", node)).orElseThrow();
        return town.plan("drain", Optional.of(ObjectsTool.target("town", Kind.NODE, object)), "default", inputs);
    }

    private boolean cordoned() {
        return town.view()
                .get(ObjectRef.of(Kind.NODE, "", node))
                .flatMap(n -> n.flag("spec", "unschedulable"))
                .orElse(false);
    }

    private boolean occupied() {
        return pods().stream().anyMatch(p -> p.text("spec", "nodeName").equals(Optional.of(node)));
    }

    @Test
    void theNodeIsCordonedAndItsPodsComeUpElsewhereAsTheBudgetPermits() throws Exception {
        budget("web", 1);
        FrozenPlan plan = plan(Map.of());
        assertThat(plan.plan().danger()).isEqualTo(Danger.DISRUPTIVE);
        assertThat(plan.plan().consequences())
                .anyMatch(c -> c.startsWith("evicts Pod default/web-") && c.contains(" of ReplicaSet web-"));
        RunResult result = town.run(plan);
        assertThat(result.problem().map(Problem::summary)).isEmpty();
        assertThat(cordoned()).isTrue();
        assertThat(occupied()).isFalse();
        town.until(t -> ready() == 2);
        assertThatThrownBy(() -> plan(Map.of())).hasMessageContaining("has no pods to be moved");
    }

    @Test
    void aBudgetThatPermitsNothingIsNamedBeforeAndHoldsTheRun() throws Exception {
        budget("strict", 2);
        FrozenPlan plan = plan(Map.of("wait-minutes", "1"));
        assertThat(plan.plan().risks())
                .extracting(Risk::title)
                .anyMatch(t -> t.contains("PodDisruptionBudget default/strict permits no eviction"));
        RunResult result = town.run(plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("The disruption budget strict needs 2 healthy pods");
        assertThat(occupied()).isTrue();
        assertThat(cordoned()).isTrue();
    }

    @Test
    void aPodWithTwoBudgetsCanNeverBeEvicted() throws Exception {
        budget("one", 1);
        budget("two", 1);
        assertThatThrownBy(() -> plan(Map.of())).hasMessageContaining("several disruption budgets");
    }

    @Test
    void aPodThatNothingMakesAnewIsEvictedOnlyWhenThatIsChosen() throws Exception {
        town.create(
                Kind.POD,
                Resource.of(
                        Kind.POD,
                        "default",
                        "lonely",
                        Map.of(
                                "spec",
                                Map.of(
                                        "nodeName",
                                        node,
                                        "containers",
                                        List.of(Map.of("name", "a", "image", "registry.example.org/a:1"))))));
        town.until(t -> t.view()
                .get(ObjectRef.of(Kind.POD, "default", "lonely"))
                .flatMap(p -> p.text("status", "phase"))
                .equals(Optional.of("Running")));
        assertThatThrownBy(() -> plan(Map.of())).hasMessageContaining("default/lonely");
        FrozenPlan plan = plan(Map.of("unmanaged-pods", "true"));
        assertThat(plan.plan().danger()).isEqualTo(Danger.DESTRUCTIVE);
        assertThat(town.run(plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(town.view().get(ObjectRef.of(Kind.POD, "default", "lonely"))).isEmpty();
    }

    @Test
    void dataInEmptyDirVolumesIsLostOnlyWhenThatIsChosen() throws Exception {
        town.change(
                ObjectRef.of(Kind.DEPLOYMENT, "default", "web"),
                d -> d.with(
                        deployment(Map.of("volumes", List.of(Map.of("name", "scratch", "emptyDir", Map.of()))))
                                .at("spec", "template")
                                .orElseThrow(),
                        "spec",
                        "template"));
        town.until(t -> pods().size() == 2
                && pods().stream().allMatch(p -> !p.items("spec", "volumes").isEmpty())
                && ready() == 2);
        node = pods().getFirst().text("spec", "nodeName").orElseThrow();
        assertThatThrownBy(() -> plan(Map.of())).hasMessageContaining("emptyDir");
        assertThat(plan(Map.of("delete-emptydir-data", "true")).plan().danger()).isEqualTo(Danger.DATA_LOSS);
    }
}
