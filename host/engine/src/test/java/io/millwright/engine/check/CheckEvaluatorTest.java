package io.millwright.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.HelmPort;
import io.millwright.engine.testing.MapView;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.CheckResult.CannotTell;
import io.millwright.spi.CheckResult.Holds;
import io.millwright.spi.CheckResult.NotHolds;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckEvaluatorTest {
    private static final Kind CLUSTER = Kind.of("postgresql.cnpg.io", "v1", "Cluster", "clusters");

    private static ObjectRef ref(Kind kind) {
        return ObjectRef.of(kind, kind.namespaced() ? "db" : "", "x");
    }

    private static Resource object(Kind kind, Map<String, Object> content) {
        return Resource.of(kind, kind.namespaced() ? "db" : "", "x", content).with(2, "metadata", "generation");
    }

    private static CheckResult evaluate(Check check, MapView view) {
        Map<String, NamedCheck> named = Map.of(
                "good", (a, v) -> new Holds("yes", List.of()),
                "throws",
                        (a, v) -> {
                            throw new IllegalStateException("plugin bug");
                        });
        return new CheckEvaluator(view, CheckEvaluatorTest::noHelm, named).evaluate(check);
    }

    private static HelmPort noHelm() {
        throw new IllegalStateException("no Helm here");
    }

    private static Map<String, Object> conditions(String status) {
        return Map.of("conditions", List.of(Map.of("type", "Ready", "status", status)));
    }

    private static Arguments ready(String what, Kind kind, Map<String, Object> content, Class<?> answer) {
        return Arguments.of(what, kind, content, answer);
    }

    static Stream<Arguments> readiness() {
        Map<String, Object> three = Map.of("replicas", 3);
        Map<String, Object> none = Map.of("replicas", 0);
        return Stream.of(
                ready("a workload without a status", Kind.DEPLOYMENT, Map.of("spec", three), NotHolds.class),
                ready("0 replicas that nobody has seen", Kind.STATEFUL_SET, Map.of("spec", none), NotHolds.class),
                ready("a daemon set without a status", Kind.DAEMON_SET, Map.of("spec", Map.of()), NotHolds.class),
                ready(
                        "0 replicas that were seen",
                        Kind.DEPLOYMENT,
                        Map.of("spec", none, "status", Map.of("observedGeneration", 2)),
                        Holds.class),
                ready(
                        "a former generation",
                        Kind.DEPLOYMENT,
                        Map.of("spec", none, "status", Map.of("observedGeneration", 1)),
                        NotHolds.class),
                ready(
                        "all replicas",
                        Kind.DEPLOYMENT,
                        Map.of(
                                "spec",
                                three,
                                "status",
                                Map.of(
                                        "observedGeneration",
                                        2,
                                        "replicas",
                                        3,
                                        "updatedReplicas",
                                        3,
                                        "availableReplicas",
                                        3)),
                        Holds.class),
                ready(
                        "one replica missing",
                        Kind.STATEFUL_SET,
                        Map.of("spec", three, "status", Map.of("observedGeneration", 2, "readyReplicas", 2)),
                        NotHolds.class),
                ready("a job without a status", Kind.JOB, Map.of(), NotHolds.class),
                ready("a pod without a status", Kind.POD, Map.of(), NotHolds.class),
                ready("settings", Kind.CONFIG_MAP, Map.of("data", Map.of("a", "b")), Holds.class),
                ready("a secret", Kind.SECRET, Map.of(), Holds.class),
                ready("a service", Kind.SERVICE, Map.of(), Holds.class),
                ready("a role", Kind.of("rbac.authorization.k8s.io", "v1", "Role", "roles"), Map.of(), Holds.class),
                ready("a custom resource without a status", CLUSTER, Map.of("spec", three), CannotTell.class),
                ready(
                        "a custom resource whose status has no readiness",
                        CLUSTER,
                        Map.of("status", Map.of("phase", "fine")),
                        CannotTell.class),
                ready("a ready custom resource", CLUSTER, Map.of("status", conditions("True")), Holds.class),
                ready("an unready custom resource", CLUSTER, Map.of("status", conditions("False")), NotHolds.class),
                ready("readiness unknown", CLUSTER, Map.of("status", conditions("Unknown")), NotHolds.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readiness")
    void silenceIsNeverReadiness(String what, Kind kind, Map<String, Object> content, Class<?> answer) {
        MapView view = new MapView().put(ref(kind), object(kind, content));
        assertThat(evaluate(new Check.Ready(ref(kind)), view)).as(what).isInstanceOf(answer);
    }

    static Stream<Arguments> answers() {
        ObjectRef there = ref(Kind.CONFIG_MAP);
        ObjectRef gone = ObjectRef.of(Kind.CONFIG_MAP, "db", "gone");
        ObjectRef other = new ObjectRef(Kind.CONFIG_MAP, "db", "x", Optional.of("another-uid"));
        List<String> n = List.of("data", "n");
        Resource same = Resource.of(Kind.CONFIG_MAP, "db", "x", Map.of("data", Map.of("n", "3")));
        Resource differs = Resource.of(Kind.CONFIG_MAP, "db", "x", Map.of("data", Map.of("n", "4")));
        return Stream.of(
                Arguments.of(new Check.Exists(there), Holds.class),
                Arguments.of(new Check.Exists(gone), NotHolds.class),
                Arguments.of(new Check.Exists(other), NotHolds.class),
                Arguments.of(new Check.Absent(gone), Holds.class),
                Arguments.of(new Check.Absent(there), NotHolds.class),
                Arguments.of(new Check.Absent(other), Holds.class),
                Arguments.of(Check.fieldIs(there, "3", "data", "n"), Holds.class),
                Arguments.of(Check.fieldIs(there, "4", "data", "n"), NotHolds.class),
                Arguments.of(Check.fieldIs(gone, "3", "data", "n"), NotHolds.class),
                Arguments.of(new Check.FieldMatches(there, n, Check.Operator.AT_LEAST, "3"), Holds.class),
                Arguments.of(new Check.FieldMatches(there, n, Check.Operator.AT_MOST, "2"), NotHolds.class),
                Arguments.of(new Check.FieldMatches(there, n, Check.Operator.PRESENT, ""), Holds.class),
                Arguments.of(new Check.FieldMatches(there, n, Check.Operator.ABSENT, ""), NotHolds.class),
                Arguments.of(new Check.FieldMatches(there, n, Check.Operator.AT_LEAST, "many"), CannotTell.class),
                Arguments.of(new Check.Condition(there, "Ready", "True"), NotHolds.class),
                Arguments.of(new Check.Matches(List.of(same)), Holds.class),
                Arguments.of(new Check.Matches(List.of(differs)), NotHolds.class),
                Arguments.of(new Check.HttpOk(there, "http", 80, "/"), Holds.class),
                Arguments.of(new Check.Release("db", "x", "", false), CannotTell.class),
                Arguments.of(new Check.Named("good", Map.of()), Holds.class),
                Arguments.of(new Check.Named("throws", Map.of()), CannotTell.class),
                Arguments.of(new Check.Named("unknown", Map.of()), CannotTell.class),
                Arguments.of(Check.all(new Check.Exists(there), new Check.Absent(gone)), Holds.class),
                Arguments.of(Check.all(new Check.Exists(there), new Check.Exists(gone)), NotHolds.class),
                Arguments.of(Check.Never.INSTANCE, NotHolds.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void everyCheckHasItsAnswer(Check check, Class<?> answer) {
        MapView view =
                new MapView().put(ref(Kind.CONFIG_MAP), object(Kind.CONFIG_MAP, Map.of("data", Map.of("n", "3"))));
        assertThat(evaluate(check, view)).isInstanceOf(answer);
    }

    @Test
    void aClusterThatDoesNotAnswerMeansThatItCannotBeTold() {
        assertThat(evaluate(new Check.Absent(ref(Kind.CONFIG_MAP)), new MapView().unreachable()))
                .isInstanceOfSatisfying(
                        CannotTell.class, c -> assertThat(c.message()).contains("connection refused"));
    }
}
