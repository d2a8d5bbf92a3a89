package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.diagnosis.Cause;
import io.millwright.engine.diagnosis.Diagnoser;
import io.millwright.engine.diagnosis.Diagnosis;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The likeliest cause of a step that isn't done, with the line that speaks for it. */
class DiagnosisTest {
    private static final Problem LATE =
            new Problem(Problem.Kind.CLUSTER, "wait", "web", "after 30 s", "Look.", Optional.empty());

    @TempDir
    private Path folder;

    private static Diagnosis diagnosis(FakeCluster cluster, Problem problem) {
        return new Diagnoser(cluster).of(RunRig.TARGET, "db", FakeCluster.START, problem);
    }

    private static Consumer<FakeCluster> pod(Map<String, Object> status) {
        return c -> c.put(Resource.of(Kind.POD, "db", "web-0", Map.of("status", status)));
    }

    private static Consumer<FakeCluster> waiting(String reason, String message) {
        return pod(Map.of(
                "containerStatuses",
                List.of(Map.of(
                        "name", "main", "state", Map.of("waiting", Map.of("reason", reason, "message", message))))));
    }

    private static Consumer<FakeCluster> unscheduled(String message) {
        return pod(Map.of(
                "conditions",
                List.of(Map.of(
                        "type", "PodScheduled", "status", "False", "reason", "Unschedulable", "message", message))));
    }

    private static Consumer<FakeCluster> event(String reason, String message) {
        return c -> c.put(Resource.of(
                Kind.EVENT,
                "db",
                "web-0.1",
                Map.of(
                        "type",
                        "Warning",
                        "reason",
                        reason,
                        "message",
                        message,
                        "lastTimestamp",
                        FakeCluster.START.plusSeconds(5).toString(),
                        "involvedObject",
                        Map.of("kind", "Pod", "name", "web-0"))));
    }

    private static void deadNode(FakeCluster cluster) {
        Map<String, Object> ready = Map.of("type", "Ready", "status", "Unknown", "message", "Kubelet stopped posting");
        cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of("spec", Map.of("nodeName", "n1"))));
        cluster.put(Resource.of(Kind.NODE, "", "n1", Map.of("status", Map.of("conditions", List.of(ready)))));
    }

    private static Problem refused(String code, String why) {
        return new Problem(Problem.Kind.CLUSTER, "patch", "web", why, "Ask.", Optional.of(code));
    }

    private static final Consumer<FakeCluster> NOTHING = c -> {};

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        Cause.IMAGE_PULL,
                        waiting("ImagePullBackOff", "Back-off pulling image \"db:17\""),
                        LATE,
                        "db:17"),
                Arguments.of(
                        Cause.SCHED_RESOURCES,
                        unscheduled("0/3 nodes are available: 3 Insufficient memory."),
                        LATE,
                        "Insufficient memory"),
                Arguments.of(
                        Cause.SCHED_TAINT,
                        unscheduled("0/3 nodes are available: 3 node(s) had untolerated taint {gpu: true}."),
                        LATE,
                        "untolerated taint"),
                Arguments.of(
                        Cause.SCHED_AFFINITY,
                        unscheduled("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules."),
                        LATE,
                        "anti-affinity"),
                Arguments.of(
                        Cause.PVC_PENDING,
                        (Consumer<FakeCluster>) c -> c.put(Resource.of(
                                Kind.PERSISTENT_VOLUME_CLAIM,
                                "db",
                                "data-web-0",
                                Map.of("status", Map.of("phase", "Pending")))),
                        LATE,
                        "data-web-0"),
                Arguments.of(
                        Cause.OOM,
                        pod(Map.of(
                                "containerStatuses",
                                List.of(Map.of(
                                        "name", "main",
                                        "state", Map.of("waiting", Map.of("reason", "CrashLoopBackOff")),
                                        "lastState",
                                                Map.of(
                                                        "terminated",
                                                        Map.of("reason", "OOMKilled", "exitCode", 137)))))),
                        LATE,
                        "OOMKilled"),
                Arguments.of(
                        Cause.CRASH_CONFIG,
                        pod(Map.of(
                                "containerStatuses",
                                List.of(Map.of(
                                        "name", "main",
                                        "state", Map.of("waiting", Map.of("reason", "CrashLoopBackOff")),
                                        "lastState", Map.of("terminated", Map.of("reason", "Error", "exitCode", 2)))))),
                        LATE,
                        "exit code 2"),
                Arguments.of(
                        Cause.VOLUME_ATTACH,
                        event("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\""),
                        LATE,
                        "Multi-Attach"),
                Arguments.of(
                        Cause.PROBE_FAIL, event("Unhealthy", "Readiness probe failed: refused"), LATE, "probe failed"),
                Arguments.of(
                        Cause.QUOTA,
                        event("FailedCreate", "pods \"web-1\" is forbidden: exceeded quota: team, used: pods=5"),
                        LATE,
                        "exceeded quota"),
                Arguments.of(
                        Cause.WEBHOOK_DOWN,
                        event("FailedCreate", "Internal error: failed calling webhook \"policy.io\": refused"),
                        LATE,
                        "policy.io"),
                Arguments.of(
                        Cause.WEBHOOK_DENIED,
                        NOTHING,
                        refused("403", "admission webhook \"policy.io\" denied the request: no latest tags"),
                        "no latest tags"),
                Arguments.of(
                        Cause.RBAC_DENIED,
                        NOTHING,
                        refused("403", "user ada cannot patch resource clusters"),
                        "cannot patch"),
                Arguments.of(
                        Cause.CONFLICT_OTHER_WRITER,
                        NOTHING,
                        refused("409", "other managers own these fields (409): argocd"),
                        "argocd"),
                Arguments.of(
                        Cause.PDB_BLOCKED,
                        NOTHING,
                        refused("429", "Cannot evict pod as it would violate the pod's disruption budget."),
                        "disruption budget"),
                Arguments.of(
                        Cause.NODE_DOWN,
                        (Consumer<FakeCluster>) DiagnosisTest::deadNode,
                        LATE,
                        "Kubelet stopped posting"),
                Arguments.of(
                        Cause.FINALIZER_STUCK,
                        (Consumer<FakeCluster>) c -> c.put(Resource.of(Kind.POD, "db", "web-0", Map.of())
                                .with("2026-09-01T11:00:00Z", "metadata", "deletionTimestamp")
                                .with(List.of("example.org/keep"), "metadata", "finalizers")),
                        LATE,
                        "example.org/keep"),
                Arguments.of(
                        Cause.OPERATOR_NOT_OBSERVING,
                        (Consumer<FakeCluster>) c -> c.put(RunRig.settings("web", Map.of())
                                .with(5L, "metadata", "generation")
                                .with(4L, "status", "observedGeneration")),
                        LATE,
                        "has seen 4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void eachFaultIsNamedWithItsEvidence(Cause cause, Consumer<FakeCluster> fault, Problem problem, String evidence) {
        FakeCluster cluster = new FakeCluster();
        fault.accept(cluster);
        Diagnosis.Likely first = diagnosis(cluster, problem).first().orElseThrow();
        assertThat(first.cause()).isEqualTo(cause);
        assertThat(first.evidence()).contains(evidence);
    }

    @Test
    void whatHappenedBeforeTheStepIsNoCause() {
        FakeCluster cluster = new FakeCluster();
        event("FailedMount", "old").accept(cluster);
        Diagnosis later = new Diagnoser(cluster).of(RunRig.TARGET, "db", FakeCluster.START.plusSeconds(60), LATE);
        assertThat(later.first()).isEmpty();
        assertThat(later.line()).contains("UNCLASSIFIED");
    }

    @Test
    void whatCouldNotBeReadIsSaid() {
        FakeCluster cluster = new FakeCluster().forbid(Kind.POD, refused("403", "you may not list pods"));
        assertThat(diagnosis(cluster, LATE).line()).contains("Not looked at: pods: you may not list pods");
    }

    @Test
    void aRunThatFailsTellsItsDiagnosisAndKeepsIt() {
        RunRig rig = new RunRig(folder);
        waiting("ImagePullBackOff", "Back-off pulling image \"db:17\"").accept(rig.cluster);
        FrozenPlan plan = rig.plan(RunRig.set("one", "a", "2"), RunRig.stuck());
        try (Journal journal = rig.begin(plan)) {
            RunResult result = rig.executor(plan, journal).run("yes");
            assertThat(result.problem().orElseThrow().next())
                    .contains("IMAGE_PULL")
                    .contains("db:17");
        }
        assertThat(rig.types(plan)).contains("DIAGNOSIS");
        assertThat(rig.stored(plan).journal().records())
                .anySatisfy(
                        r -> assertThat(r).extractingByKey("likely").asString().contains("IMAGE_PULL"));
        assertThat(RunExport.markdown(rig.stored(plan)))
                .contains("IMAGE_PULL", "db:17", "| approved |", "kubectl --context eu-1 patch");
    }
}
