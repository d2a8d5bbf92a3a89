package io.millwright.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final ObjectRef REF = ObjectRef.of(Kind.DEPLOYMENT, "db", "web");
    private static final Resource MANIFEST =
            Resource.of(Kind.CONFIG_MAP, "db", "settings", Map.of("data", Map.of("a", "1", "b", "x/y")));

    private static List<Check> checks() {
        return List.of(
                new Check.Ready(REF),
                new Check.Condition(REF, "Available", "True"),
                new Check.FieldMatches(REF, List.of("spec", "replicas"), Check.Operator.AT_LEAST, "3"),
                new Check.Matches(List.of(MANIFEST)),
                new Check.Exists(REF),
                new Check.Absent(REF),
                new Check.HttpOk(REF, "https", 8000, "/healthz"),
                new Check.Release("db", "orders", "1.2.3", false),
                new Check.Named("postgres.settled", Map.of("instances", "3")),
                Check.all(new Check.Exists(REF), new Check.Ready(REF)),
                Check.Never.INSTANCE);
    }

    private static List<Action> actions() {
        Parameter parameter = new Parameter(
                "size",
                "Size",
                "How large.",
                new Parameter.Type.Quantity(),
                Optional.of("1Gi"),
                "upstream default",
                true);
        return List.of(
                new Action.Apply(List.of(MANIFEST), false),
                new Action.Patch(REF, Map.of("spec", Map.of("replicas", 3)), List.of("spec/paused"), "status"),
                new Action.Scale(REF, 5),
                new Action.Annotate(REF, Map.of("x.y/z", "token")),
                new Action.Create(MANIFEST),
                new Action.Delete(REF, Action.Propagation.ORPHAN),
                new Action.ForceDelete(new ObjectRef(Kind.POD, "db", "web-1", Optional.of("uid-1"))),
                new Action.Evict(new ObjectRef(Kind.POD, "db", "web-1", Optional.of("uid-1"))),
                new Action.Helm(
                        Action.Helm.Verb.INSTALL,
                        "db",
                        "orders",
                        Optional.of(new ChartRef("https://charts.example", "pg", "1.2.3")),
                        Map.of("replicas", 2)),
                new Action.HelmRollback("db", "orders", 3),
                new Action.Http(REF, "https", 8000, "POST", "/x", "{}"),
                new Action.Http(REF, "https", 8000, "PUT", "/x", "")
                        .as(new Login.Token("X-Token", "", REF, "token"))
                        .sends(new Action.Http.Body.File("/tmp/file"))
                        .replies(new Action.Http.Reply.Save("/tmp/other")),
                new Action.Exec(REF, "main", List.of("psql", "-c", "select 1")),
                new Action.Wait(new Check.Ready(REF)),
                new Action.Look(new Check.Ready(REF)),
                new Action.Confirm("Sure?", "web"),
                new Action.Input(parameter),
                new Action.Manual("Turn the key."),
                new Action.ForEach(
                        List.of(Step.await("inner", "wait", "because", new Check.Ready(REF), Duration.ofSeconds(1))),
                        2));
    }

    private static List<Undo> undos() {
        return List.of(
                Undo.EXACT,
                new Undo.BestEffort(new Action.Scale(REF, 3), new Check.Ready(REF), "volumes stay"),
                new Undo.ByRestore("the volume"),
                new Undo.None("it is gone"),
                Undo.NOTHING_TO_UNDO);
    }

    private static FrozenPlan plan() {
        List<Check> checks = checks();
        List<Undo> undos = undos();
        List<Action> actions = actions();
        List<Step> steps = Stream.iterate(0, i -> i < actions.size(), i -> i + 1)
                .map(i -> new Step(
                        "step-" + i,
                        "do " + i,
                        "because",
                        actions.get(i),
                        List.of(checks.get(i % checks.size())),
                        checks.get((i + 1) % checks.size()),
                        checks.get((i + 2) % checks.size()),
                        undos.get(i % undos.size()),
                        actions.get(i).effect(),
                        Duration.ofSeconds(90),
                        i % 2 == 0,
                        List.of()))
                .toList();
        Plan plan = new Plan(
                "Scale web: 3 → 5",
                "mill",
                "scale",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                new Plan.Target(new InstanceId("mill", "eu-1", "db", "web"), REF, 4, "1.2"),
                Map.of("replicas", "5"),
                steps,
                List.of("creates 2 pods"),
                List.of(new Risk("r", "title", "detail")));
        return new FrozenPlan(
                Json.SCHEMA,
                "rabc",
                plan,
                new FrozenPlan.Plugin("mill", "1", "ab"),
                "uid-1",
                "eu-1",
                "ada",
                Instant.parse("2026-11-24T10:00:00Z"));
    }

    @Test
    void everyAlternativeOfAPlanReadsBackAsItWas() {
        FrozenPlan plan = plan();
        assertThat(FrozenPlan.read(plan.json())).isEqualTo(plan);
    }

    @Test
    void noAlternativeIsLeftOutOfThisTest() {
        assertThat(actions().stream().map(Object::getClass)).containsAll(Arrays.asList(permitted(Action.class)));
        assertThat(checks().stream().map(Object::getClass)).containsAll(Arrays.asList(permitted(Check.class)));
        assertThat(undos().stream().map(Object::getClass)).containsAll(Arrays.asList(permitted(Undo.class)));
    }

    @Test
    void noObjectHasTheSameFieldTwice() {
        String json = Json.write(Map.of("check", new Check.All(checks()), "parameter", actions()));
        assertThat(json).contains("\"@type\":\"Condition\"");
        JsonMapper strict = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        assertThatCode(() -> strict.readTree(json)).doesNotThrowAnyException();
    }

    private static Class<?>[] permitted(Class<?> sealed) {
        return sealed.getPermittedSubclasses();
    }

    @Test
    void equalPlansGiveEqualBytesAndDigests() {
        assertThat(plan().json()).isEqualTo(plan().json());
        assertThat(plan().digest()).isEqualTo(FrozenPlan.read(plan().json()).digest());
    }

    @Test
    void whatIsNoPlanIsAProblemOfTheUser() {
        assertThatThrownBy(() -> FrozenPlan.read("{\"plan\": 3}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("read a FrozenPlan");
    }

    @Test
    void aTextThatLooksLikeANumberIsOneInYamlToo() {
        Map<String, Object> tree = Map.of("data", Map.of("a", "2", "b", "1.20", "c", "true", "d", "null", "e", 3));
        assertThat(Yaml.read(Yaml.write(tree))).contains(tree);
    }
}
