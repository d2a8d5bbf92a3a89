package io.millwright.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Http.Body;
import io.millwright.spi.Action.Http.Reply;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import io.millwright.spi.Step;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import io.millwright.spi.Undo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a run to a program in a pod, with and without secrets, over HTTP and HTTPS, through the proxy and through port-forwards. */
class RequestsTest {
    private static final String CANARY = "canary-5f3a9c1e77";
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "default", "safe-0");
    private static final ObjectRef SERVICE = ObjectRef.of(Kind.SERVICE, "default", "safe");
    private static final ObjectRef SECRET = ObjectRef.of(Kind.SECRET, "default", "safe-login");

    @TempDir
    private Path folder;

    private final List<String> shown = new ArrayList<>();
    private final Safe safe = new Safe();
    private Town town = new Present(safe);

    /** Somebody is there, who answers every question with the canary. */
    private final class Present extends Town {
        Present(Tool tool) {
            super(tool, "empty");
        }

        @Override
        protected Operator operator() {
            return new Operator() {
                @Override
                public Optional<String> confirm(String question, String phrase) {
                    return Optional.of(phrase);
                }

                @Override
                public Optional<String> ask(Parameter parameter) {
                    return Optional.of(CANARY);
                }

                @Override
                public boolean present() {
                    return true;
                }

                @Override
                public void show(String what, String text) {
                    shown.add(what + ": " + text);
                }
            };
        }
    }

    @BeforeEach
    void fill() throws InterruptedException {
        town.running().settle();
        town.create(
                Kind.SECRET,
                Resource.of(
                        Kind.SECRET,
                        "default",
                        "safe-login",
                        Map.of(
                                "data",
                                Map.of(
                                        "password",
                                        Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8))))));
        town.create(
                Kind.POD,
                Resource.of(
                                Kind.POD,
                                "default",
                                "safe-0",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name",
                                                        "safe",
                                                        "image",
                                                        "safe:1",
                                                        "ports",
                                                        List.of(Map.of("name", "api", "containerPort", 8200L)))))))
                        .with(Map.of("app", "safe"), "metadata", "labels"));
        town.create(
                Kind.SERVICE,
                Resource.of(
                        Kind.SERVICE,
                        "default",
                        "safe",
                        Map.of(
                                "spec",
                                Map.of(
                                        "selector",
                                        Map.of("app", "safe"),
                                        "ports",
                                        List.of(Map.of("port", 80L, "targetPort", "api"))))));
        town.until(t -> t.view()
                .get(POD)
                .flatMap(p -> p.condition("Ready"))
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent());
    }

    @AfterEach
    void close() throws IOException {
        try (Stream<Path> files = Files.exists(town.state()) ? Files.walk(town.state()) : Stream.empty()) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(CANARY);
            }
        }
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private RunResult run(Action... actions) {
        safe.actions = List.of(actions);
        FrozenPlan plan = town.plan("do", Optional.empty(), "default", Map.of());
        return town.run(plan);
    }

    private static Action.Http post(String scheme, String body) {
        return new Action.Http(POD, scheme, 8200, "POST", "/unlock?x=1", body);
    }

    @Test
    void aRequestWithoutSecretsGoesThroughTheProxy() {
        assertThat(run(post("http", "{\"a\":1}")).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(safe.calls).hasSize(1);
        assertThat(safe.calls.getFirst().method()).isEqualTo("POST");
        assertThat(safe.calls.getFirst().body()).isEqualTo("{\"a\":1}");
        assertThat(safe.calls.getFirst().headers()).doesNotContainKey("authorization");
    }

    @Test
    void aLoginIsReadFromItsSecretAndReachesTheProgramOverHttps() {
        Action.Http request = post("https", "{}").as(new Login.Basic("elastic", SECRET, "password"));
        assertThat(run(request).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(safe.calls.getLast().headers().get("authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString(("elastic:" + CANARY).getBytes(StandardCharsets.UTF_8)));
        assertThat(safe.calls.getLast().path()).isEqualTo("/unlock?x=1");
    }

    @Test
    void aServiceIsReachedAtTheNamedPortOfAReadyPod() {
        HttpReply reply = town.connection()
                .view()
                .httpGet(SERVICE, "http", 80, "/status", new Login.Token("X-Vault-Token", "", SECRET, "password"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(safe.calls.getLast().port()).isEqualTo(8200);
        assertThat(safe.calls.getLast().headers().get("x-vault-token")).isEqualTo(CANARY);
    }

    @Test
    void whatTheOperatorAnswersFillsTheBodyAndIsKeptNowhere() {
        Action.Input ask = new Action.Input(new Parameter(
                "share",
                "Unseal share",
                "One of the shares.",
                new Parameter.Type.Secret(),
                Optional.empty(),
                "",
                true));
        assertThat(run(ask, post("http", "{\"key\":\"{{input.share}}\"}")).state())
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(safe.calls.getLast().body()).isEqualTo("{\"key\":\"" + CANARY + "\"}");
    }

    @Test
    void aSecretReplyIsShownOnceAndOnlyToSomebody() {
        Action.Http init = post("http", "{}").replies(new Reply.ShowOnce("the unseal keys"));
        assertThat(run(init).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(shown).containsExactly("the unseal keys: {\"said\":\"" + CANARY + "\"}");
        shown.clear();
        assertThat(run(post("http", "{}").replies(showing("said"))).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(shown).containsExactly("a word: Word: " + CANARY);
        shown.clear();
        assertThat(run(post("http", "{}").replies(showing("other"))).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(shown)
                .as("a part that isn't there: nothing is left out")
                .containsExactly("a word: {\"said\":\"" + CANARY + "\"}");

        int before = safe.calls.size();
        town.close();
        town = new Town(safe, "empty");
        RunResult alone = run(init);
        assertThat(alone.state()).isNotEqualTo(RunState.SUCCEEDED);
        assertThat(alone.problem().orElseThrow().why()).contains("nobody is there");
        assertThat(safe.calls).hasSize(before);
    }

    private static Reply.ShowOnce showing(String field) {
        return new Reply.ShowOnce("a word", List.of(new Reply.ShowOnce.Part("Word", field)));
    }

    @Test
    void aReplyIsSavedToAFileOfItsOwnerAndNeverOverAnother() throws IOException {
        Path file = folder.resolve("snapshot");
        Action.Http save = post("http", "{}").replies(new Reply.Save(file.toString()));
        assertThat(run(save).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(file).content().contains(CANARY);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        RunResult again = run(save);
        assertThat(again.state()).isNotEqualTo(RunState.SUCCEEDED);
        assertThat(again.problem().orElseThrow().why()).contains("there already");

        assertThat(run(post("http", "").sends(new Body.File(file.toString()))).state())
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(safe.calls.getLast().body()).contains(CANARY);
    }

    @Test
    void aLargeFileArrivesWholeThoughTheWebSocketTakesOneMessageAtATime() throws IOException {
        String large = "0123456789abcdef".repeat(512 * 1024);
        Path file = Files.writeString(folder.resolve("large"), large);
        assertThat(run(post("http", "").sends(new Body.File(file.toString()))).problem())
                .isEmpty();
        assertThat(safe.calls.getLast().body()).hasSize(large.length()).isEqualTo(large);
    }

    @Test
    void aRefusalOfTheProgramStopsTheRunWithoutItsWords() {
        RunResult refused = run(new Action.Http(POD, "http", 8200, "POST", "/refuse", "")
                .as(new Login.Token("X-Vault-Token", "", SECRET, "password")));
        assertThat(refused.state()).isNotEqualTo(RunState.SUCCEEDED);
        assertThat(refused.problem().orElseThrow().why()).contains("403").doesNotContain(CANARY);
    }

    @Test
    void aCommandIsRunInThePod() {
        assertThat(run(new Action.Exec(POD, "safe", List.of("lock", "now"))).state())
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(safe.commands).containsExactly(List.of("lock", "now"));
        assertThat(run(new Action.Exec(POD, "safe", List.of("fail")))
                        .problem()
                        .orElseThrow()
                        .why())
                .contains("exit code 3");
    }

    /** A program in a pod that tells what it was asked, and a runbook of whatever a test wants done. */
    private static final class Safe implements Tool, Simulator, Runbook {
        private final List<HttpCall> calls = new ArrayList<>();
        private final List<List<String>> commands = new ArrayList<>();
        private List<Action> actions = List.of();

        @Override
        public ToolDescriptor descriptor() {
            return new ToolDescriptor(
                    "safe",
                    "Safe",
                    "tests",
                    "Keeps what is given to it.",
                    List.of("safe"),
                    URI.create("https://example.org"),
                    List.of(),
                    List.of(Kind.POD));
        }

        @Override
        public List<Instance> discover(ClusterView cluster) {
            return List.of();
        }

        @Override
        public List<Runbook> runbooks() {
            return List.of(this);
        }

        @Override
        public Optional<Simulator> simulator() {
            return Optional.of(this);
        }

        @Override
        public RunbookInfo info() {
            return new RunbookInfo(
                    "do",
                    "Do it",
                    Intent.CONFIGURE,
                    Danger.REVERSIBLE,
                    "Does what the test wants.",
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());
        }

        @Override
        public Plan plan(Request request, ClusterView cluster) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < actions.size(); i++) {
                steps.add(new Step(
                        "step-" + i,
                        "step " + i,
                        "The test wants it.",
                        actions.get(i),
                        List.of(),
                        Check.Never.INSTANCE,
                        new Check.Exists(POD),
                        new Undo.None("a test"),
                        Effect.UNSAFE,
                        Duration.ofSeconds(30),
                        false,
                        List.of()));
            }
            return new Plan(
                    "Do it",
                    "safe",
                    "do",
                    Intent.CONFIGURE,
                    Danger.REVERSIBLE,
                    new Plan.Target(new InstanceId("safe", cluster.cluster(), "default", "safe"), POD, 0, ""),
                    Map.of(),
                    steps,
                    List.of("a test"),
                    List.of());
        }

        @Override
        public void reconcile(SimulatedCluster cluster) {}

        @Override
        public List<Resource> release(String version) {
            return List.of();
        }

        @Override
        public Optional<HttpReply> answer(SimulatedCluster cluster, HttpCall call) {
            calls.add(call);
            return Optional.of(
                    call.path().equals("/refuse")
                            ? new HttpReply(403, "permission denied for " + CANARY)
                            : new HttpReply(200, "{\"said\":\"" + CANARY + "\"}"));
        }

        @Override
        public Optional<Output> exec(SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
            commands.add(command);
            return Optional.of(command.contains("fail") ? new Output(3, "", "it failed") : new Output(0, "done", ""));
        }
    }
}
