package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One cluster in memory, one folder, and the processes that come and go there with one plan. The cluster has no operators, so that the proofs of
 * the plan's steps hold at once, and of what must hold before them only that something isn't there yet.
 */
final class Life {
    private final FrozenPlan plan;
    private final Map<String, NamedCheck> named;
    private final FakeCluster cluster;
    private final RunStore store;
    private final Map<String, Step> byId = new HashMap<>();
    private final List<String> unsafeWrites = new ArrayList<>();
    private final Set<String> acted = new LinkedHashSet<>();
    private final List<Consumer<Step>> listeners = new ArrayList<>();
    private String doing = "";
    private int asked;

    /**
     * @param start as it is before the run; isn't changed
     * @param plan of {@link #still}
     * @param folder an empty one, for the journals
     * @param medium what journals are written through
     */
    Life(
            FakeCluster start,
            FrozenPlan plan,
            Map<String, NamedCheck> named,
            Path folder,
            UnaryOperator<Journal.Medium> medium) {
        this.plan = plan;
        this.named = named;
        this.cluster = start.copy().obliging();
        store = new RunStore(folder, Clock.systemUTC(), medium);
        Steps.all(plan.plan().steps()).forEach(s -> byId.put(s.id(), s));
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

    /** The plan, approved for that cluster, as it can be run without operators. */
    static FrozenPlan still(FakeCluster start, Plan plan) {
        return new FrozenPlan(
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
                        plan.steps().stream().map(Life::holding).toList(),
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
                ? new Action.ForEach(each.steps().stream().map(Life::holding).toList(), each.atOnce())
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

    FakeCluster cluster() {
        return cluster;
    }

    /** How often a person had to say whether a step was done. */
    int asked() {
        return asked;
    }

    /** The steps that have written something, in the order of their first write. */
    List<Step> acted() {
        return acted.stream().flatMap(id -> Stream.ofNullable(byId.get(id))).toList();
    }

    /** Called as each step begins to act. */
    void whenDoing(Consumer<Step> listener) {
        listeners.add(listener);
    }

    RunResult run() {
        try (Journal journal = store.begin(plan)) {
            return executor(journal).run(Approval.of(plan.plan()).phrase());
        }
    }

    /** By another process. */
    RunResult resume() {
        return reopened(RunExecutor::resume);
    }

    /** By another process. */
    RunResult undo() {
        return reopened(RunExecutor::undo);
    }

    private RunResult reopened(Function<RunExecutor, RunResult> work) {
        RunStore.StoredRun run = store.find(plan.planId()).orElseThrow();
        try (Journal journal = store.reopen(run)) {
            return work.apply(executor(journal).reopened(run.journal().records()));
        }
    }

    /** The types of the journal's records. */
    List<String> types() {
        return store.find(plan.planId()).orElseThrow().journal().records().stream()
                .map(r -> String.valueOf(r.get("type")))
                .toList();
    }

    private RunExecutor executor(Journal journal) {
        Consumer<RunEvent> events = e -> {
            if (e instanceof RunEvent.StepChanged s && s.state() == StepState.DOING) {
                doing = s.step();
                Optional.ofNullable(byId.get(doing)).ifPresent(step -> listeners.forEach(l -> l.accept(step)));
            }
        };
        return new RunExecutor(
                plan,
                cluster,
                new CheckEvaluator(cluster, cluster::helm, named),
                journal,
                new RunExecutor.Surroundings(Clock.systemUTC(), new Passing(), new Person(), new Cancellation()),
                events);
    }

    /** Everything that is there, but for what the server counts and the engine keeps for itself. */
    Map<String, Object> content() {
        Map<String, Object> all = new LinkedHashMap<>();
        cluster.all().stream()
                .filter(o ->
                        !o.name().startsWith("millwright-lock-") && !o.name().startsWith("millwright-run-"))
                .forEach(o -> all.put(
                        o.apiVersion() + " " + o.kind() + " " + o.namespace() + "/" + o.name(),
                        // As text: a number that was stored and read again may be of another class.
                        Json.write(new TreeMap<>(o.without("metadata", "resourceVersion")
                                .without("metadata", "uid")
                                .without("metadata", "generation")
                                .without("metadata", "managedFields")
                                .content()))));
        return all;
    }

    /** What unsafe steps have written, and how often. */
    Map<String, Long> unsafe() {
        Map<String, Long> counted = new HashMap<>();
        unsafeWrites.forEach(w -> counted.merge(w, 1L, Long::sum));
        return counted;
    }

    /** Answers everything rightly: also whether a step was done before the process died. */
    private final class Person implements Operator {
        @Override
        public Optional<String> confirm(String question, String phrase) {
            return Optional.of(phrase);
        }

        @Override
        public Optional<String> ask(Parameter parameter) {
            if (parameter.id().equals("done") && parameter.label().startsWith("Was '")) {
                asked++;
                boolean done = byId.values().stream()
                        .filter(s -> parameter.label().equals("Was '" + s.title() + "' done?"))
                        .anyMatch(s -> acted.contains(s.id()));
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
