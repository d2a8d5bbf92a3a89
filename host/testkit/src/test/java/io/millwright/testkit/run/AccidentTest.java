package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens around a run just before a step that changes something, for every way to change something: nothing is lost, nothing done twice. */
class AccidentTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final ObjectRef APP = ObjectRef.of(Kind.DEPLOYMENT, "db", "app");
    private static final ChartRef CHART = new ChartRef("https://charts.example.org", "mill", "1.0.0");

    @TempDir
    private Path folder;

    /** Every kind of action that reaches the cluster. */
    enum Change {
        APPLY,
        PATCH,
        ANNOTATE,
        SCALE,
        DELETE,
        EVICT,
        CREATE,
        HELM,
        HTTP,
        EXEC
    }

    private RunRig rig(String name) {
        RunRig rig = new RunRig(folder.resolve(name));
        rig.cluster
                .put(Resource.of(Kind.POD, "db", "web-0", Map.of()))
                .put(Resource.of(Kind.DEPLOYMENT, "db", "app", Map.of("spec", Map.of("replicas", 1L))))
                .put(settings("old", Map.of("x", "1")))
                .chart(CHART, "1", List.of(settings("of-chart", Map.of())))
                .page(POD, 80, "/do", new HttpReply(200, ""));
        return rig;
    }

    private static Step step(RunRig rig, Change change) {
        ObjectRef old = ObjectRef.of(Kind.CONFIG_MAP, "db", "old");
        return switch (change) {
            case APPLY ->
                step(
                        new Action.Apply(List.of(settings("applied", Map.of("x", "1"))), false),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, "db", "applied")));
            case PATCH -> set("it", "a", "2");
            case ANNOTATE ->
                step(
                        new Action.Annotate(TARGET, Map.of("do", "r0")),
                        Check.fieldIs(TARGET, "r0", "metadata", "annotations", "do"));
            case SCALE -> step(new Action.Scale(APP, 3), Check.fieldIs(APP, "3", "spec", "replicas"));
            case DELETE -> step(new Action.Delete(old, Action.Propagation.BACKGROUND), new Check.Absent(old));
            case EVICT -> {
                ObjectRef pod = rig.cluster.get(POD).orElseThrow().ref(Kind.POD);
                yield step(new Action.Evict(pod), new Check.Absent(pod));
            }
            case CREATE ->
                step(
                        new Action.Create(settings("new", Map.of("x", "1"))),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, "db", "new")));
            case HELM ->
                step(
                        new Action.Helm(Action.Helm.Verb.INSTALL, "db", "mill", Optional.of(CHART), Map.of()),
                        new Check.Release("db", "mill", "1.0.0", false));
            case HTTP ->
                step(new Action.Http(POD, "http", 80, "POST", "/do", ""), new Check.Exists(POD))
                        .probe(Check.Never.INSTANCE);
            case EXEC ->
                step(new Action.Exec(POD, "main", List.of("do")), new Check.Exists(POD))
                        .probe(Check.Never.INSTANCE);
        };
    }

    private static Step step(Action action, Check done) {
        return Step.change("it", "Do it", "because", action, done, new Undo.None("a test"), Duration.ofSeconds(30));
    }

    private static FrozenPlan plan(RunRig rig, Change change) {
        return rig.plan(set("first", "z", "1"), step(rig, change), set("last", "b", "2"));
    }

    private static RunResult run(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static RunResult resume(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).resume();
        }
    }

    /** How often the change reached the cluster. */
    private static long effects(RunRig rig, Change change) {
        String verb = switch (change) {
            case ANNOTATE -> "patch";
            default -> change.name().toLowerCase(Locale.ROOT);
        };
        return rig.cluster.writes().stream()
                .filter(w -> w.verb().equals(verb) && !Between.isBookkeeping(w.object()))
                .filter(w -> change != Change.PATCH
                        || w.body().text("data", "a").filter("2"::equals).isPresent())
                .filter(w -> change != Change.ANNOTATE
                        || w.body().text("metadata", "annotations", "do").isPresent())
                .count();
    }

    private static void once(RunRig rig, Runnable accident) {
        boolean[] happened = {false};
        rig.cluster.whenWritten(w -> {
            if (!happened[0] && !Between.isBookkeeping(w.object())) {
                happened[0] = true;
                accident.run();
            }
        });
    }

    private static void endsWell(RunRig rig, Change change, RunResult result) {
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.SUCCEEDED);
        assertThat(effects(rig, change)).isEqualTo(1);
        assertThat(rig.data("b")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatJumpsTenMinutesChangesNothing(Change change) {
        for (int minutes : new int[] {-10, 10}) {
            RunRig rig = rig("clock" + minutes);
            once(rig, () -> rig.cluster.advance(Duration.ofMinutes(minutes)));
            endsWell(rig, change, run(rig, plan(rig, change)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCopyThatIsDeletedStopsNothing(Change change) {
        RunRig rig = rig("copy");
        once(
                rig,
                () -> rig.cluster.list(Kind.CONFIG_MAP, Selector.in("db")).stream()
                        .filter(c -> c.name().startsWith("millwright-run-"))
                        .forEach(c -> rig.cluster.remove(c.ref(Kind.CONFIG_MAP).anyIncarnation())));
        endsWell(rig, change, run(rig, plan(rig, change)));
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatIsStolenStopsTheRunBeforeTheChange(Change change) {
        RunRig rig = rig("lock");
        once(
                rig,
                () -> rig.cluster.list(Kind.LEASE, Selector.in("db")).stream()
                        .forEach(l -> rig.cluster.change(l.ref(Kind.LEASE).anyIncarnation(), RunRig::grace)));
        RunResult result = run(rig, plan(rig, change));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("taken over by grace on far");
        assertThat(effects(rig, change)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatIsMadeAnewIsNotGoneOnWith(Change change) {
        RunRig rig = rig("anew");
        FrozenPlan plan = plan(rig, change);
        once(
                rig,
                () -> rig.cluster
                        .remove(TARGET)
                        .put(settings("web", Map.of("a", "1", "b", "1", "z", "1"))
                                .with("another", "metadata", "uid")));
        RunResult result = run(rig, plan);
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.FAILED);
        assertThat(effects(rig, change)).isZero();
        assertThatThrownBy(() -> resume(rig, plan)).hasMessageContaining("made anew by somebody else");
        assertThat(effects(rig, change)).isZero();
    }

    /** The disk is full after each number of records that a run has: the change is done at most once, and once room was made, once. */
    @ParameterizedTest
    @EnumSource
    void aDiskThatIsFullAtAnyRecordLosesAndRepeatsNothing(Change change) {
        int stops = 0;
        for (int records = 1; ; records++) {
            RunRig rig = rig("disk" + records);
            FrozenPlan plan = plan(rig, change);
            rig.recordsToFit = records;
            try {
                if (run(rig, plan).state() == RunState.SUCCEEDED && rig.recordsToFit >= 0) {
                    assertThat(stops).isGreaterThan(10);
                    return;
                }
            } catch (ProblemException full) {
                assertThat(full.problem().why()).contains("No space left");
            }
            stops++;
            assertThat(effects(rig, change)).isLessThanOrEqualTo(1);
            rig.recordsToFit = -1;
            rig.operator = FaultTest.knowing(effects(rig, change) == 1);
            List<String> written = rig.types(plan);
            if (!written.contains("APPROVAL") || written.contains("RUN_CLOSED")) {
                // Not begun, or over.
                assertThat(effects(rig, change)).isEqualTo(written.contains("RUN_CLOSED") ? 1 : 0);
                continue;
            }
            endsWell(rig, change, resume(rig, plan));
        }
    }

    /** The process died between the intention and the answer, and its last line was cut in two by that. */
    @ParameterizedTest
    @EnumSource
    void aTornLastLineIsCutOffAndTheChangeDoneOnce(Change change) {
        RunRig rig = rig("torn");
        FrozenPlan plan = killedWithIntent(rig, change);
        rewrite("torn", lines -> {
            List<String> torn = new ArrayList<>(lines);
            String last = torn.removeLast();
            torn.add(last.substring(0, last.length() / 2));
            return torn;
        });
        rig.operator = FaultTest.knowing(false);
        endsWell(rig, change, resume(rig, plan));
    }

    @ParameterizedTest
    @EnumSource
    void anEditedLineStopsTheResumptionBeforeTheChange(Change change) {
        RunRig rig = rig("edited");
        FrozenPlan plan = killedWithIntent(rig, change);
        rewrite("edited", lines -> {
            List<String> edited = new ArrayList<>(lines);
            edited.set(2, edited.get(2).replaceFirst("\"seq\":", "\"more\":1,\"seq\":"));
            return edited;
        });
        assertThatThrownBy(() -> resume(rig, plan)).isInstanceOf(ProblemException.class);
        assertThat(effects(rig, change)).isZero();
    }

    /** Dies right after the record of the intention, before anything is sent. */
    private FrozenPlan killedWithIntent(RunRig rig, Change change) {
        RunRig undisturbed = rig("undisturbed");
        FrozenPlan whole = plan(undisturbed, change);
        assertThat(run(undisturbed, whole).state()).isEqualTo(RunState.SUCCEEDED);
        List<String> types = undisturbed.types(whole);
        int first = types.indexOf("INTENT");
        rig.recordsToLive = first + 1 + types.subList(first + 1, types.size()).indexOf("INTENT");
        FrozenPlan plan = plan(rig, change);
        assertThatThrownBy(() -> run(rig, plan)).isInstanceOf(RunRig.Killed.class);
        rig.recordsToLive = -1;
        assertThat(rig.types(plan).getLast()).isEqualTo("INTENT");
        assertThat(effects(rig, change)).isZero();
        return plan;
    }

    private void rewrite(String name, UnaryOperator<List<String>> change) {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            Path journal =
                    files.filter(f -> f.endsWith("journal.jsonl")).findFirst().orElseThrow();
            Files.writeString(journal, String.join("\n", change.apply(Files.readAllLines(journal))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
