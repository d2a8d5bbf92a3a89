package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        this.start = start;
        this.named = Map.copyOf(named);
        this.folder = folder;
        this.plan = Life.still(start, plan);
    }

    /** Fails when a killed run ends otherwise, or does a harmful thing once more, than an undisturbed one. */
    public Tally prove() {
        Life whole = new Mortal(0).life;
        RunResult end = whole.run();
        List<String> records = whole.types();
        Map<String, Object> content = whole.content();
        Map<String, Long> unsafe = whole.unsafe();
        int closed = records.indexOf("RUN_CLOSED");
        int last = closed < 0 ? records.size() : closed;
        int kills = 0;
        for (int kill = 1; kill <= last; kill++) {
            String record = records.get(kill - 1);
            killed(new Mortal(++kills), kill, record, end, content, unsafe);
            if (record.equals("OUTCOME")) {
                Mortal untold = new Mortal(++kills);
                untold.lastRecordLost = true;
                killed(untold, kill, record + " (lost)", end, content, unsafe);
            }
        }
        return new Tally(kills, asked, end.state() == RunState.SUCCEEDED);
    }

    private void killed(
            Mortal mortal,
            int kill,
            String record,
            RunResult end,
            Map<String, Object> content,
            Map<String, Long> unsafe) {
        String when = plan.plan().title() + ", killed at record " + kill + " " + record;
        assertThat(mortal.dies(kill)).as(when).isTrue();
        Life life = mortal.life;
        if (!life.types().contains("APPROVAL")) {
            assertThat(life.cluster().writes()).isEmpty();
            return;
        }
        RunResult resumed = life.resume();
        asked += life.asked();
        assertThat(resumed.state()).as("%s: %s", when, resumed.problem()).isEqualTo(end.state());
        assertThat(life.content()).as(when).isEqualTo(content);
        life.unsafe()
                .forEach((write, times) -> assertThat(times)
                        .as("%s: %s", when, write)
                        .isLessThanOrEqualTo(unsafe.getOrDefault(write, 0L)));
    }

    /** A life whose first process dies after so many records. */
    private final class Mortal {
        private final Life life;
        private int left = Integer.MAX_VALUE;
        private boolean lastRecordLost;

        Mortal(int number) {
            life = new Life(start, plan, named, folder.resolve(Integer.toString(number)), Dying::new);
        }

        boolean dies(int records) {
            left = records;
            try {
                life.run();
                return false;
            } catch (Killed e) {
                return true;
            } finally {
                left = Integer.MAX_VALUE;
            }
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
}
