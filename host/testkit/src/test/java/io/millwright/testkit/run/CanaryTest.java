package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.Previewer;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that a run has to do with is in nothing that stays or is shown. */
class CanaryTest {
    private static final String CANARY = "k4n4ry-9f3a";
    private static final ObjectRef SECRET = ObjectRef.of(Kind.SECRET, "db", "login");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    @TempDir
    private Path folder;

    private static Step step(String id, Action action, Check done, Undo undo) {
        return Step.change(id, "Do " + id, "because", action, done, undo, Duration.ofSeconds(30))
                .probe(done instanceof Check.All ? Check.Never.INSTANCE : done);
    }

    private static final Operator GIVING = new Operator() {
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
            assertThat(what).doesNotContain(CANARY);
        }
    };

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret is in a Secret, in a field called password, in an answer, in a login, and in the words of a server. */
    private RunRig rig() {
        RunRig rig = new RunRig(folder);
        rig.operator = GIVING;
        rig.cluster
                .put(settings("web", Map.of("a", "1", "password", CANARY)))
                .put(Resource.of(
                        Kind.SECRET,
                        "db",
                        "login",
                        Map.of("data", Map.of("username", base64("admin"), "password", base64(CANARY)))))
                .put(Resource.of(Kind.POD, "db", "web-0", Map.of()));
        rig.connection = new Between(rig.cluster) {
            @Override
            <T> T write(String verb, ObjectRef object, Supplier<T> send) {
                if (verb.equals("http")) {
                    throw new ProblemException(new Problem(
                            Problem.Kind.CLUSTER,
                            "send it",
                            "pod db/web-0",
                            "the server says: user admin with " + CANARY + " is unknown",
                            "Look at the login " + CANARY + ".",
                            Optional.of("400")));
                }
                return send.get();
            }
        };
        return rig;
    }

    private static FrozenPlan plan(RunRig rig) {
        Parameter share = new Parameter("share", "Share", "", new Parameter.Type.Secret(), Optional.empty(), "", true);
        return rig.plan(
                step("ask", new Action.Input(share), Check.all(), Undo.NOTHING_TO_UNDO),
                step(
                        "change",
                        new Action.Patch(
                                TARGET, Map.of("data", Map.of("password", "from-the-vault", "a", "2")), List.of(), ""),
                        Check.fieldIs(TARGET, "2", "data", "a"),
                        Undo.EXACT),
                step(
                        "annotate",
                        new Action.Annotate(SECRET, Map.of("rotated", "r0")),
                        Check.fieldIs(SECRET, "r0", "metadata", "annotations", "rotated"),
                        Undo.EXACT),
                step(
                        "send",
                        new Action.Http(POD, "http", 8200, "POST", "/unseal", "{\"key\":\"{{input.share}}\"}")
                                .as(new Login.Basic("admin", SECRET, "password")),
                        Check.all(),
                        new Undo.None("a test")));
    }

    @Test
    void neitherTheJournalNorTheCopyTheExportThePreviewsTheEventsOrTheProblemHoldIt() {
        RunRig rig = rig();
        FrozenPlan plan = plan(rig);
        String preview = Json.write(
                new Previewer(rig.cluster, new CheckEvaluator(rig.cluster, rig.cluster::helm, Map.of())).preview(plan));
        RunResult result;
        try (Journal journal = rig.begin(plan)) {
            result = rig.executor(plan, journal).run("yes");
        }
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("the server says");
        String copies = rig.cluster.all().stream()
                .filter(o -> o.name().startsWith("millwright-"))
                .map(Resource::toString)
                .toList()
                .toString();
        assertThat(copies).contains("millwright-run-");
        List<String> places = List.of(
                preview,
                rig.text(plan),
                plan.json(),
                copies,
                RunExport.markdown(rig.stored(plan)),
                Json.write(RunExport.content(rig.stored(plan))),
                UndoPreview.of(plan, rig.stored(plan).journal().records(), rig.cluster)
                        .toString(),
                rig.events.toString(),
                result.toString());
        assertThat(places)
                .allSatisfy(p -> assertThat(p)
                        .doesNotContain(CANARY)
                        .doesNotContain(base64(CANARY))
                        .doesNotContain(base64("admin:" + CANARY)));
    }
}
