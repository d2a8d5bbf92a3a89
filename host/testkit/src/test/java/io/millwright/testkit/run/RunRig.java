package io.millwright.testkit.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.handover.HandOver;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster with one settings object as target, and runs on it whose time passes at once. */
final class RunRig {
    static final ObjectRef TARGET = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");

    final FakeCluster cluster;
    Cancellation cancellation = new Cancellation();
    final List<RunEvent> events = new ArrayList<>();
    /** Called at every pause: what happens in the meantime. */
    Runnable meanwhile = () -> {};

    /** Where the journals are. */
    final Disk disk = new Disk();

    /** What is between the runs and the cluster. */
    ClusterConnection connection;
    /** Who is asked. */
    Operator operator = Operator.NOBODY;

    private final RunStore store;
    private final Passing pace = new Passing();
    private Duration suspended = Duration.ZERO;
    private int plans;

    RunRig(Path state) {
        this(state, new FakeCluster());
        cluster.put(settings("web", Map.of("a", "1", "b", "1")));
    }

    private RunRig(Path state, FakeCluster cluster) {
        this.cluster = cluster;
        this.connection = cluster;
        this.store = new RunStore(state, Clock.systemUTC(), disk::of);
    }

    /** The same cluster, from another machine. */
    RunRig elsewhere(Path state) {
        return new RunRig(state, cluster);
    }

    /** Takes a run of another machine to this one. */
    void adopt(HandOver.Content content) {
        store.adopt(content.plan(), content.journal(), Map.of("by", "grace"));
    }

    static Resource settings(String name, Map<String, String> data) {
        return Resource.of(Kind.CONFIG_MAP, "db", name, Map.of("data", data));
    }

    /** A lock that another operator, from another machine, has now. */
    static Resource grace(Resource lease) {
        return lease.with("grace@far/other", "spec", "holderIdentity")
                .with("other", "metadata", "annotations", "millwright.io/lock-id")
                .with("far", "metadata", "annotations", "millwright.io/lock-host")
                .with("grace", "metadata", "annotations", "millwright.io/lock-by");
    }

    /** A step that sets a field of the target. */
    static Step set(String id, String field, String value) {
        return Step.change(
                id,
                "Set " + field,
                "because",
                new Action.Patch(TARGET, Map.of("data", Map.of(field, value)), List.of(), ""),
                Check.fieldIs(TARGET, value, "data", field),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** A step that is never done. */
    static Step stuck() {
        return Step.await("stuck", "Wait for nothing", "because", new Check.Absent(TARGET), Duration.ofSeconds(30));
    }

    /** The process sleeps: so much time passes, and it notices nothing. */
    void sleep(Duration time) {
        pace.nanos += time.toNanos();
    }

    /** The machine sleeps: so much time passes by its clock, and the time of its waits stands still. */
    void suspend(Duration time) {
        suspended = suspended.plus(time);
    }

    FrozenPlan plan(Step... steps) {
        return plan(Danger.REVERSIBLE, steps);
    }

    FrozenPlan plan(Danger danger, Step... steps) {
        return plan(Intent.CONFIGURE, danger, steps);
    }

    FrozenPlan plan(Intent intent, Danger danger, Step... steps) {
        Resource live = cluster.get(TARGET).orElseThrow();
        Plan plan = new Plan(
                "Change web",
                "mill",
                "change",
                intent,
                danger,
                new Plan.Target(new InstanceId("mill", "eu-1", "db", "web"), live.ref(Kind.CONFIG_MAP), 1, ""),
                Map.of(),
                List.of(steps),
                List.of(),
                List.of());
        return new FrozenPlan(
                Json.SCHEMA,
                "r" + plans++,
                plan,
                new FrozenPlan.Plugin("mill", "1", "ab"),
                cluster.clusterUid(),
                "eu-1",
                "ada",
                FakeCluster.START);
    }

    Journal begin(FrozenPlan plan) {
        return store.begin(plan);
    }

    /** As another process would find it. */
    RunStore.StoredRun stored(FrozenPlan plan) {
        return store.find(plan.planId()).orElseThrow();
    }

    /** What its journal says, to the letter. */
    String text(FrozenPlan plan) {
        try (Journal journal = reopen(plan)) {
            return journal.text();
        }
    }

    RunExecutor reopened(FrozenPlan plan, Journal journal) {
        return executor(stored(plan).plan(), journal)
                .reopened(stored(plan).journal().records());
    }

    Journal reopen(FrozenPlan plan) {
        return store.reopen(stored(plan));
    }

    RunExecutor executor(FrozenPlan plan, Journal journal) {
        CheckEvaluator checks = new CheckEvaluator(cluster, cluster::helm, Map.of());
        return new RunExecutor(
                plan,
                connection,
                checks,
                journal,
                new RunExecutor.Surroundings(clock(), pace, operator, cancellation),
                events::add);
    }

    private Clock clock() {
        InstantSource source = () -> Instant.now().plus(suspended);
        return source.withZone(ZoneOffset.UTC);
    }

    List<String> types(FrozenPlan plan) {
        return stored(plan).journal().records().stream()
                .map(r -> String.valueOf(r.get("type")))
                .toList();
    }

    String data(String field) {
        return cluster.get(TARGET)
                .flatMap(o -> o.text("data", field))
                .or(() -> Optional.of("absent"))
                .orElseThrow();
    }

    /** Time passes by waiting alone. */
    private final class Passing implements Pace {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration time) {
            nanos += time.toNanos();
            meanwhile.run();
        }
    }
}
