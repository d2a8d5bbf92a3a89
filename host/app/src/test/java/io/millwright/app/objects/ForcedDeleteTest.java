package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.Approval;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.engine.run.RunResult;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.controller.NodeController;
import io.millwright.spi.Action;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deletion asks for, and pods that are deleted without waiting for their node, by the real engine over HTTP in a sandbox. */
class ForcedDeleteTest {
    private static final Map<String, String> FORCE = Map.of("force", "true");

    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));

    @AfterEach
    void close() {
        town.close();
    }

    private static Map<String, Object> workload(String app) {
        Map<String, Object> labels = Map.of("app", app);
        return Map.of(
                "replicas",
                1L,
                "serviceName",
                app,
                "selector",
                Map.of("matchLabels", labels),
                "template",
                Map.of(
                        "metadata",
                        Map.of("labels", labels),
                        "spec",
                        Map.of("containers", List.of(Map.of("name", "main", "image", "registry.example.org/web:1")))));
    }

    /** The pod of a workload, once it runs. */
    private Resource pod(Kind kind, String app) throws InterruptedException {
        town.create(kind, Resource.of(kind, "default", app, Map.of("spec", workload(app))));
        town.until(t -> !running(app).isEmpty());
        return running(app).getFirst();
    }

    private List<Resource> running(String app) {
        return town.view().list(Kind.POD, Selector.labelled("default", "app", app)).stream()
                .filter(p -> p.text("status", "phase").filter("Running"::equals).isPresent())
                .toList();
    }

    private void down(String node) throws InterruptedException {
        town.change(
                ObjectRef.of(Kind.NODE, "", node), n -> n.with("true", "metadata", "annotations", NodeController.DOWN));
        town.until(t -> t.view()
                .get(ObjectRef.of(Kind.NODE, "", node))
                .flatMap(n -> n.condition("Ready"))
                .flatMap(c -> c.text("status"))
                .equals(Optional.of("Unknown")));
    }

    private FrozenPlan plan(Kind kind, Resource object, Map<String, String> inputs) {
        return town.plan("delete", Optional.of(ObjectsTool.target("town", kind, object)), "default", inputs);
    }

    private void succeeds(FrozenPlan plan) {
        RunResult result = town.run(plan);
        assertThat(result.problem().map(Problem::summary))
                .as("%s", result.steps())
                .isEmpty();
    }

    private Optional<Resource> now(Resource pod) {
        return town.view().get(pod.ref(Kind.POD).anyIncarnation());
    }

    private static List<String> risks(Plan plan) {
        return plan.risks().stream().map(Risk::id).toList();
    }

    @Test
    void withoutAWordAPodIsDeletedAsEverAndItsNodeIsWaitedFor() throws InterruptedException {
        Resource pod = pod(Kind.DEPLOYMENT, "web");
        Plan plan = plan(Kind.POD, pod, Map.of()).plan();
        assertThat(plan.danger()).isEqualTo(Danger.DISRUPTIVE);
        assertThat(plan.steps()).extracting(s -> s.action().getClass()).isEqualTo(List.of(Action.Delete.class));
    }

    @Test
    void whatHoldsDataIsDeletedByTheStrictestGestureOnly() {
        Resource volume = Resource.of(Kind.PERSISTENT_VOLUME_CLAIM, "default", "data", Map.of())
                .with("u-1", "metadata", "uid");
        assertThat(((ObjectRunbook) ObjectsTool.runbook("delete"))
                        .deed(
                                new Request(
                                        "t1",
                                        Optional.of(ObjectsTool.target("town", Kind.PERSISTENT_VOLUME_CLAIM, volume)),
                                        "default",
                                        Map.of("propagation", "background"),
                                        Map.of()),
                                volume,
                                volume.ref(Kind.PERSISTENT_VOLUME_CLAIM))
                        .danger())
                .isEqualTo(Danger.DATA_LOSS);
    }

    @Test
    void byForceThePodIsForgottenAtOnceAndItsNameHadToBeTyped() throws InterruptedException {
        Resource pod = pod(Kind.DEPLOYMENT, "web");
        FrozenPlan forced = plan(Kind.POD, pod, FORCE);
        assertThat(forced.plan().title()).isEqualTo("Delete Pod default/" + pod.name() + " on town by force");
        assertThat(forced.plan().danger()).isEqualTo(Danger.DESTRUCTIVE);
        assertThat(Approval.of(forced.plan()).phrase()).isEqualTo(pod.name());
        assertThat(risks(forced.plan())).containsExactly("force", "owned");
        assertThat(new EquivalentCommands("town").of(forced.plan().steps().getFirst()))
                .containsExactly(
                        "kubectl --context town delete -n default pods " + pod.name() + " --force --grace-period=0");
        Instant before = town.running().now();
        succeeds(forced);
        assertThat(now(pod)).isEmpty();
        assertThat(Duration.between(before, town.running().now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void onANodeThatDoesNotAnswerAPodOfAStatefulSetNeedsTheStrictestGesture() throws InterruptedException {
        Resource pod = pod(Kind.STATEFUL_SET, "db");
        String node = pod.text("spec", "nodeName").orElseThrow();
        down(node);
        town.delete(pod.ref(Kind.POD));
        town.running().settle();
        Resource ending = now(pod).orElseThrow();
        assertThat(ObjectsTool.misfit("delete", ending)).isEmpty();
        assertThatThrownBy(() -> plan(Kind.POD, ending, Map.of()))
                .hasMessageContaining("its node hasn't said yet that it has ended")
                .hasMessageContaining("force=true");

        FrozenPlan forced = plan(Kind.POD, ending, FORCE);
        assertThat(forced.plan().danger()).isEqualTo(Danger.DATA_LOSS);
        assertThat(risks(forced.plan())).containsExactly("force", "identity", "owned");
        assertThat(forced.plan().risks().getFirst().title())
                .contains("may run on: node " + node + " does not answer since ");
        assertThat(forced.plan().risks().get(1).title()).isEqualTo("Two pods db-0 may run at the same time");
        succeeds(forced);
        town.until(t -> now(pod).filter(p -> !p.uid().equals(pod.uid())).isPresent());
    }

    @Test
    void aPodWithAClaimOnANodeThatDoesNotAnswerMayBeWrittenToFromTwoNodes() throws InterruptedException {
        town.create(
                Kind.POD,
                Resource.of(
                        Kind.POD,
                        "default",
                        "alone",
                        Map.of(
                                "spec",
                                Map.of(
                                        "nodeName",
                                        "town-a",
                                        "volumes",
                                        List.of(Map.of(
                                                "name", "data", "persistentVolumeClaim", Map.of("claimName", "disk"))),
                                        "containers",
                                        List.of(Map.of("name", "main", "image", "registry.example.org/web:1"))))));
        town.running().settle();
        Resource pod =
                town.view().get(ObjectRef.of(Kind.POD, "default", "alone")).orElseThrow();
        assertThat(plan(Kind.POD, pod, FORCE).plan().danger()).isEqualTo(Danger.DESTRUCTIVE);
        down("town-a");
        Plan silent = plan(Kind.POD, pod, FORCE).plan();
        assertThat(silent.danger()).isEqualTo(Danger.DATA_LOSS);
        assertThat(silent.risks()).extracting(Risk::title).contains("Its volumes may be written from two nodes: disk");
    }

    @Test
    void whatFinalizersHoldIsNamedAndNotTakenAway() {
        Resource held = town.create(
                Kind.CONFIG_MAP,
                Resource.of(Kind.CONFIG_MAP, "default", "held", Map.of())
                        .with(List.of("example.org/outside"), "metadata", "finalizers"));
        town.delete(held.ref(Kind.CONFIG_MAP));
        Resource ending = town.view().get(held.ref(Kind.CONFIG_MAP)).orElseThrow();
        assertThat(ObjectsTool.misfit("delete", ending))
                .hasValueSatisfying(why -> assertThat(why)
                        .endsWith("held by its finalizers: example.org/outside; their controllers"
                                + " have to let it go"));
        Resource pod = Resource.of(Kind.POD, "default", "p", Map.of())
                .with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp")
                .with(List.of("example.org/outside"), "metadata", "finalizers");
        assertThat(ObjectsTool.misfit("delete", pod)).isPresent();
        Resource namespace = Resource.of(
                        Kind.NAMESPACE, "", "n", Map.of("spec", Map.of("finalizers", List.of("kubernetes"))))
                .with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
        assertThat(ObjectsTool.misfit("delete", namespace))
                .hasValueSatisfying(why -> assertThat(why).contains("held by its finalizers: kubernetes"));
    }

    @Test
    void onlyPodsAreAskedAboutAndDeletedByForce() {
        Resource map = town.create(Kind.CONFIG_MAP, Resource.of(Kind.CONFIG_MAP, "default", "map", Map.of()));
        assertThat(ObjectsTool.asks("delete", map)).extracting(Parameter::id).containsExactly("propagation");
        assertThat(ObjectsTool.asks("delete", Resource.of(Kind.POD, "default", "p", Map.of())))
                .extracting(Parameter::id)
                .containsExactly("propagation", "force");
        assertThatThrownBy(() -> plan(Kind.CONFIG_MAP, map, FORCE))
                .hasMessageContaining("only pods are waited for by their node");
    }

    @Test
    void byForceWhatAPodOwnsCannotBeLeftOrWaitedFor() throws InterruptedException {
        Resource pod = pod(Kind.DEPLOYMENT, "web");
        assertThatThrownBy(() -> plan(Kind.POD, pod, Map.of("force", "true", "propagation", "orphan")))
                .hasMessageContaining("in the background");
    }

    @Test
    void ofSeveralPodsThoseThatAreOnTheirWayOutAreLeftOutUnlessItIsByForce() throws InterruptedException {
        Resource web = pod(Kind.DEPLOYMENT, "web");
        Resource db = pod(Kind.STATEFUL_SET, "db");
        down(db.text("spec", "nodeName").orElseThrow());
        town.delete(db.ref(Kind.POD));
        town.running().settle();
        List<Resource> both = List.of(web, now(db).orElseThrow());
        Plan plan = town.plan("delete", Optional.of(Several.target("town", Kind.POD, both)), "default", Map.of())
                .plan();
        assertThat(plan.consequences()).anyMatch(c -> c.startsWith("leaves out Pod default/db-0: it is being deleted"));
        FrozenPlan forced = town.plan("delete", Optional.of(Several.target("town", Kind.POD, both)), "default", FORCE);
        assertThat(forced.plan().danger()).isEqualTo(Danger.DATA_LOSS);
        succeeds(forced);
        assertThat(now(web)).isEmpty();
    }
}
