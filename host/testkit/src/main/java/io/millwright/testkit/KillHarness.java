package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kills the run of a plan after each record of its journal, and where something was done that no record tells yet, and resumes it from what is
 * on the disk. Whenever it dies, it must come to the
 * end that it comes to undisturbed: the same state, the same objects, and nothing done twice that does harm when it is. Proofs hold at once
 * here: a cluster in memory has no operators that would bring them about.
 */
public final class KillHarness {
    /**
     * What was done.
     *
     * @param kills at how many records the run was killed
     * @param asked how often a person had to say whether a step was done
     * @param whole whether the undisturbed run came to its end; else as far as it came was proven
     */
    public record Tally(int kills, int asked, boolean whole) {}

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final FakeCluster start;
    private final FrozenPlan plan;
    private final Map<String, NamedCheck> named;
    private final Path folder;
    private int asked;

    /**
     * @param start as it is before each run; isn't changed
     * @param named the tool's named checks
     * @param folder an empty one, for the journals
     */
    public KillHarness(FakeCluster start, Plan plan, Map<String, NamedCheck> named, Path folder) {
        this.start = start.copy().obliging();
        this.named = Map.copyOf(named);
        this.folder = folder;
        this.plan = new FrozenPlan(
                Json.SCHEMA,
                "k7q2f",
                new Plan(
                        plan.title(),
                        plan.tool(),
                        plan.runbookId(),
                        plan.intent(),
                        plan.danger(),
                        plan.target(),
                        plan.inputs(),
                        plan.steps().stream().map(KillHarness::holding).toList(),
                        plan.consequences(),
                        plan.risks()),
                new FrozenPlan.Plugin(plan.tool(), "test", "0"),
                start.clusterUid(),
                start.context(),
                start.user(),
                start.now());
    }

    private static Step holding(Step step) {
        Action action = step.action() instanceof Action.ForEach each
                ? new Action.ForEach(
                        each.steps().stream().map(KillHarness::holding).toList(), each.atOnce())
                : step.action();
        return new Step(
                step.id(),
                step.title(),
                step.why(),
                action,
                // What must not be there yet is there once the step is done; other conditions are the operators' to
                // bring about.
                step.before().stream().filter(Check.Absent.class::isInstance).toList(),
                step.probe(),
                Check.all(),
                step.undo(),
                step.effect(),
                step.deadline(),
                step.pointOfNoReturn(),
                step.needs());
    }

    /** Fails when a killed run ends otherwise, or does a harmful thing once more, than an undisturbed one. */
    public Tally prove() {
        Life whole = new Life(0);
        RunResult end = whole.run(Integer.MAX_VALUE);
        List<String> records = whole.types();
        Map<String, Object> content = whole.content();
        Map<String, Long> unsafe = whole.unsafe();
        int closed = records.indexOf("RUN_CLOSED");
        int last = closed < 0 ? records.size() : closed;
        int kills = 0;
        for (int kill = 1; kill <= last; kill++) {
            String record = records.get(kill - 1);
            killed(new Life(++kills), kill, record, end, content, unsafe);
            if (record.equals("OUTCOME")) {
                Life untold = new Life(++kills);
                untold.lastRecordLost = true;
                killed(untold, kill, record + " (lost)", end, content, unsafe);
            }
        }
        return new Tally(kills, asked, end.state() == RunState.SUCCEEDED);
    }

    private static void killed(
            Life life, int kill, String record, RunResult end, Map<String, Object> content, Map<String, Long> unsafe) {
        String when = life.title() + ", killed at record " + kill + " " + record;
        assertThat(life.dies(kill)).as(when).isTrue();
        if (!life.types().contains("APPROVAL")) {
            assertThat(life.cluster.writes()).isEmpty();
            return;
        }
        RunResult resumed = life.resume();
        assertThat(resumed.state()).as("%s: %s", when, resumed.problem()).isEqualTo(end.state());
        assertThat(life.content()).as(when).isEqualTo(content);
        life.unsafe()
                .forEach((write, times) -> assertThat(times)
                        .as("%s: %s", when, write)
                        .isLessThanOrEqualTo(unsafe.getOrDefault(write, 0L)));
    }

    private Stream<Step> steps(List<Step> steps) {
        return steps.stream()
                .flatMap(s -> s.action() instanceof Action.ForEach each ? steps(each.steps()) : Stream.of(s));
    }

    /** One cluster, one folder, and the processes that come and go there. */
    private final class Life {
        private final FakeCluster cluster = start.copy();
        private final RunStore store;
        private final Map<String, Step> byId = new HashMap<>();
        private final List<String> unsafeWrites = new ArrayList<>();
        private final Set<String> acted = new HashSet<>();
        private int left = Integer.MAX_VALUE;
        private boolean lastRecordLost;
        private String doing = "";

        Life(int number) {
            store = new RunStore(folder.resolve(Integer.toString(number)), Clock.systemUTC(), Dying::new);
            steps(plan.plan().steps()).forEach(s -> byId.put(s.id(), s));
            byId.values().forEach(Life::files);
            cluster.whenWritten(w -> {
                acted.add(doing);
                Step step = byId.get(doing);
                if (step != null && step.effect() == Effect.UNSAFE) {
                    unsafeWrites.add(doing + " " + w.verb() + " " + w.object().display() + " "
                            + w.body().content());
                }
            });
        }

        /** The operator's files are as before each run: what is sent is there, what will be saved isn't yet. */
        private static void files(Step step) {
            if (step.action() instanceof Action.Http http) {
                try {
                    if (http.body() instanceof Action.Http.Body.File sent) {
                        Files.writeString(Path.of(sent.path()), "sent");
                    }
                    if (http.reply() instanceof Action.Http.Reply.Save save) {
                        Files.deleteIfExists(Path.of(save.file()));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("the operator's files can't be prepared", e);
                }
            }
        }

        String title() {
            return plan.plan().title();
        }

        RunResult run(int records) {
            left = records;
            try (Journal journal = store.begin(plan)) {
                return executor(journal).run(Approval.of(plan.plan()).phrase());
            }
        }

        boolean dies(int records) {
            try {
                run(records);
                return false;
            } catch (Killed e) {
                return true;
            }
        }

        RunResult resume() {
            left = Integer.MAX_VALUE;
            RunStore.StoredRun run = store.find(plan.planId()).orElseThrow();
            try (Journal journal = store.reopen(run)) {
                return executor(journal).reopened(run.journal().records()).resume();
            }
        }

        List<String> types() {
            return store.find(plan.planId()).orElseThrow().journal().records().stream()
                    .map(r -> String.valueOf(r.get("type")))
                    .toList();
        }

        private RunExecutor executor(Journal journal) {
            Consumer<RunEvent> events = e -> {
                if (e instanceof RunEvent.StepChanged s && s.state() == StepState.DOING) {
                    doing = s.step();
                }
            };
            return new RunExecutor(
                    plan,
                    cluster,
                    new CheckEvaluator(cluster, cluster::helm, named),
                    journal,
                    new RunExecutor.Surroundings(
                            Clock.systemUTC(), new Passing(), new Person(this), new Cancellation()),
                    events);
        }

        /** Everything that is there, but for what the server counts and the engine keeps for itself. */
        Map<String, Object> content() {
            Map<String, Object> all = new LinkedHashMap<>();
            for (Resource o : cluster.all()) {
                if (!o.name().startsWith("millwright-lock-") && !o.name().startsWith("millwright-run-")) {
                    all.put(
                            o.apiVersion() + " " + o.kind() + " " + o.namespace() + "/" + o.name(),
                            o.without("metadata", "resourceVersion")
                                    .without("metadata", "uid")
                                    .without("metadata", "generation")
                                    .without("metadata", "managedFields")
                                    .content());
                }
            }
            return all;
        }

        Map<String, Long> unsafe() {
            Map<String, Long> counted = new HashMap<>();
            unsafeWrites.forEach(w -> counted.merge(w, 1L, Long::sum));
            return counted;
        }

        private final class Dying implements Journal.Medium {
            private final Journal.Medium file;

            Dying(Journal.Medium file) {
                this.file = file;
            }

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (lastRecordLost && left == 1) {
                    throw new Killed();
                }
                file.write(bytes);
                if (--left <= 0) {
                    throw new Killed();
                }
            }

            @Override
            public void force() {
                // The machine stays on: what was written is there.
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        }
    }

    /** Answers everything rightly: also whether a step was done before the process died. */
    private final class Person implements Operator {
        private final Life life;

        Person(Life life) {
            this.life = life;
        }

        @Override
        public Optional<String> confirm(String question, String phrase) {
            return Optional.of(phrase);
        }

        @Override
        public Optional<String> ask(Parameter parameter) {
            if (parameter.id().equals("done") && parameter.label().startsWith("Was '")) {
                asked++;
                boolean done = life.byId.values().stream()
                        .filter(s -> parameter.label().equals("Was '" + s.title() + "' done?"))
                        .anyMatch(s -> life.acted.contains(s.id()));
                return Optional.of(done ? "done" : "not-done");
            }
            return parameter.defaultValue().or(() -> Optional.of("answer"));
        }

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public void show(String what, String text) {
            assertThat(text).as(what).isNotNull();
        }
    }

    /** Time passes by waiting alone. */
    private static final class Passing implements Pace {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration time) {
            nanos += time.toNanos();
        }
    }
}
