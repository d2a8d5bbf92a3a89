package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.e2e.MortalMillwright.Death;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.journal.RunStore.StoredRun;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs against the real operator whose process is killed ({@code SIGKILL}) after every intent, before every outcome is recorded and after it
 * was, and resumed each time: they end as if nothing had happened, and nothing happens twice.
 */
@Tag("lab")
@Timeout(value = 20, unit = TimeUnit.MINUTES) // a busy node needs minutes for each standby
class PostgresKilledOnClusterTest extends OnRealPostgres {
    private static final String NAMESPACE = "mw-kills";
    private static final int KILLED = 137;
    private static final int PATIENCE = 40;

    private int deaths;
    private int runbooks;

    PostgresKilledOnClusterTest() {
        super(NAMESPACE, "orders");
    }

    @Test
    void whatIsKilledAndResumedEndsAsIfItHadNotBeen() throws Exception {
        List<String> answers = new ArrayList<>(List.of("name=orders", "instances=1"));
        answers.addAll(RealPostgres.small("killed"));
        killedAllTheWay("yes", "create-cluster", "", answers.toArray(String[]::new));
        assertThat(wanted()).isEqualTo(1);
        assertThat(generation()).as("times that the Cluster was changed").isEqualTo(1);
        List<String> first = incarnations();
        assertThat(first).hasSize(1);

        killedAllTheWay("yes", "scale", "orders", "instances=2");
        assertThat(wanted()).isEqualTo(2);
        List<String> both = incarnations();
        assertThat(both).as("the first instance goes on, one is new").hasSize(2).containsAll(first);

        killedAllTheWay("yes", "restart", "orders");
        List<String> restarted = incarnations();
        assertThat(restarted).as("every instance restarted once").hasSize(2).doesNotContainAnyElementsOf(both);

        if (RealPostgres.hasStore()) {
            killedAllTheWay("yes", "backup-now", "orders");
            assertThat(postgres().backups())
                    .extracting(b -> b.text("status", "phase").orElse(""))
                    .containsExactly("completed");
        }
        killedAllTheWay("orders", "scale", "orders", "instances=1");
        assertThat(wanted()).isEqualTo(1);
        assertThat(restarted).as("nothing was restarted").containsAll(incarnations());
        System.out.println("killed " + deaths + " times against the real operator, resumed to the same end each time");
    }

    private long wanted() {
        Resource cluster = postgres().cluster("orders");
        long ready = cluster.number("status", "readyInstances").orElse(0L);
        assertThat(ready).isEqualTo(cluster.number("spec", "instances").orElseThrow());
        return ready;
    }

    private long generation() {
        return postgres().cluster("orders").number("metadata", "generation").orElseThrow();
    }

    /** Each instance as it is now: its UID, and how often its container was started. */
    private List<String> incarnations() {
        return postgres().instances("orders").stream()
                .map(p -> p.name() + " " + p.uid() + " "
                        + p.items("status", "containerStatuses").stream()
                                .map(c -> c.text("restartCount").orElse(""))
                                .toList())
                .toList();
    }

    /**
     * Begins it, and resumes it as often as it is killed: of each action first when its intent is on the disk, then when it was done, in one
     * runbook before that is recorded, in the next one after.
     */
    private void killedAllTheWay(String approval, String runbook, String target, String... settings) throws Exception {
        List<String> begin = new ArrayList<>(List.of("run", "postgres", runbook));
        begin.addAll(postgres().words(target, settings));
        begin.addAll(List.of("--confirm", approval));
        List<String> words = begin;
        int before = deaths;
        Death done = runbooks++ % 2 == 0 ? Death.BEFORE_OUTCOME : Death.AFTER_OUTCOME;
        for (int life = 0; life < PATIENCE; life++) {
            Death death = life % 2 == 0 ? Death.AFTER_INTENT : done;
            Ended ended = millwright(death, words);
            if (ended.code() != KILLED) {
                assertThat(ended.code()).as(ended.said()).isZero();
                proven(newest());
                assertThat(deaths - before).as("deaths of %s", runbook).isGreaterThanOrEqualTo(2);
                return;
            }
            deaths++;
            words = List.of("operations", "resume", newest().plan().planId(), "--confirm", "yes");
        }
        throw new AssertionError(runbook + " doesn't come to its end");
    }

    private record Ended(int code, String said) {}

    private Ended millwright(Death death, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MortalMillwright.class.getName(),
                folder().toString(),
                death.name()));
        command.addAll(words);
        Path said = folder().resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES))
                    .as("%s ends", words)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(said));
    }

    private StoredRun newest() {
        return new RunStore(folder(), Clock.systemUTC()).list().getFirst();
    }

    /** No step is done without evidence, and nobody had to be asked. */
    private static void proven(StoredRun run) {
        List<Map<String, Object>> all = run.journal().records();
        assertThat(all)
                .filteredOn(r -> "STEP_STATE".equals(r.get("type"))
                        && ("DONE".equals(r.get("state")) || "SKIPPED".equals(r.get("state"))))
                .isNotEmpty()
                .allSatisfy(done -> assertThat(all)
                        .as("evidence of %s", done.get("step"))
                        .anyMatch(e -> "EVIDENCE".equals(e.get("type"))
                                && Objects.equals(done.get("step"), e.get("step"))
                                && "Holds".equals(e.get("result"))));
    }
}
