package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Step;
import io.millwright.testkit.FakeCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What the engine adds to a step: checks, journal, copy for other machines; on a cluster in memory, so that no request is counted. Run by
 * {@code host/bench/engine}; the argument is a folder on the disk that is to be measured.
 */
final class EngineBench {
    private static final int STEPS = 100;
    private static final int RUNS = 9;

    private EngineBench() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "engine");
        measured(folder.resolve("warm"), Unforced::new);
        double all = measured(folder.resolve("forced"), medium -> medium);
        double unforced = measured(folder.resolve("unforced"), Unforced::new);
        System.out.printf("step with its records on the disk: %.2f ms%n", all);
        System.out.printf("the same, not forced to the disk:  %.2f ms%n", unforced);
    }

    /** Milliseconds of one step, the median of several runs. */
    private static double measured(Path folder, UnaryOperator<Journal.Medium> medium) {
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            millis[i] = run(folder.resolve("run" + i), medium);
        }
        Arrays.sort(millis);
        return millis[RUNS / 2];
    }

    private static double run(Path folder, UnaryOperator<Journal.Medium> medium) {
        RunRig rig = new RunRig(folder);
        FrozenPlan plan = rig.plan(IntStream.range(0, STEPS)
                .mapToObj(i -> set("step-" + i, "f" + i, "1"))
                .toArray(Step[]::new));
        FakeCluster cluster = rig.cluster;
        RunStore store = new RunStore(folder, Clock.systemUTC(), medium);
        long begun = System.nanoTime();
        RunResult result;
        try (Journal journal = store.begin(plan)) {
            result = new RunExecutor(
                            plan,
                            cluster,
                            new CheckEvaluator(cluster, cluster::helm, Map.of()),
                            journal,
                            new RunExecutor.Surroundings(
                                    Clock.systemUTC(), Pace.real(), Operator.NOBODY, new Cancellation()),
                            e -> {})
                    .run("yes");
        }
        if (result.state() != RunState.SUCCEEDED) {
            throw new IllegalStateException("the run ended as " + result);
        }
        return (System.nanoTime() - begun) / 1e6 / STEPS;
    }

    private record Unforced(Journal.Medium file) implements Journal.Medium {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void force() {
            // What the disk costs is left out.
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
