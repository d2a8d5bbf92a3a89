package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogFollower.Start;
import io.millwright.app.testing.ScriptedLogs;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.spi.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose logs are followed is looked for again and again, and what becomes of them is told. */
@Timeout(30)
class LogFollowerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final LogFollower.Pace QUICK = new LogFollower.Pace(Duration.ofMillis(5), Duration.ofMillis(5));

    private final ScriptedLogs logs = new ScriptedLogs("eu-1");
    private final BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<LogChange> changes = new LinkedBlockingQueue<>();
    private Thread running = new Thread(() -> {});

    @AfterEach
    void stop() throws InterruptedException {
        running.interrupt();
        running.join();
    }

    private void follow(boolean one, Start... starts) {
        LogFollower follower = new LogFollower(
                logs,
                new LogFollower.Wanted(() -> logs.sources("default", "", "app=web", ""), one),
                QUICK,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new LogFollower.Listener() {
                    @Override
                    public void line(LogLine line) {
                        lines.add(line);
                    }

                    @Override
                    public void changed(LogChange change) {
                        changes.add(change);
                    }
                });
        running = Thread.startVirtualThread(() -> {
            try {
                follower.run(List.of(starts), starts.length, false);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Start start(String pod) {
        return new Start(logs.source(pod), Optional.of(NOW), false);
    }

    @Test
    void afterARolloutTheNewPodsAreFollowedFromTheirBeginningAndThatIsTold() throws InterruptedException {
        logs.pods("a", "b");
        follow(false, start("a"), start("b"));
        logs.add("a", 1, "last of a");
        assertThat(lines.take().text()).isEqualTo("last of a");
        logs.pods("b", "c", "d");
        LogChange change = changes.take();
        assertThat(change.text()).contains("2 pods new, 1 gone");
        assertThat(change.sources()).containsExactly(logs.source("b"), logs.source("c"), logs.source("d"));
        assertThat(change.over()).isFalse();
        logs.add("c", 2, "first of c");
        assertThat(lines.take().text()).isEqualTo("first of c");
        assertThat(logs.followed("c").orElseThrow()).contains(NOW.minus(Duration.ofMinutes(1)));
        logs.add("a", 3, "still under way");
        assertThat(lines.take().text())
                .as("what the pod that is gone wrote last")
                .isEqualTo("still under way");
    }

    @Test
    void thatEveryLogHasEndedIsToldAndNewOnesAreStillLookedFor() throws InterruptedException {
        logs.pods("a");
        follow(false, start("a"));
        logs.pods();
        logs.end("a");
        LogChange gone = changes.take();
        if (gone.text().isEmpty()) {
            // Its log had ended before it was looked for the first time, which is told, too.
            assertThat(gone.over()).isTrue();
            gone = changes.take();
        }
        assertThat(gone.text()).contains("1 pod gone");
        assertThat(gone.over()).isTrue();
        logs.pods("b");
        LogChange come = changes.take();
        assertThat(come.text()).contains("1 pod new");
        assertThat(come.over()).isFalse();
    }

    @Test
    void onePodIsFollowedUntilItHasEnded() throws InterruptedException {
        logs.pods("a");
        follow(true, start("a"));
        logs.found(new LogSources(List.of(logs.source("a")), Set.of(logs.source("a")), 1, false));
        logs.end("a");
        running.join();
        assertThat(changes.take().over()).isTrue();
        follow(true, new Start(logs.source("a"), Optional.empty(), true));
        running.join();
        assertThat(changes.take().over()).as("it had ended before").isTrue();
        assertThat(logs.follows("a")).isEqualTo(1);
    }

    @Test
    void aPodOfTheSameNameIsFollowedAfterTheLastLineOfTheOneBefore() throws InterruptedException {
        logs.pods("a");
        follow(false, start("a"));
        logs.add("a", 7, "before");
        lines.take();
        logs.end("a");
        logs.add("a", 9, "after");
        assertThat(lines.take().text()).isEqualTo("after");
        assertThat(logs.followed("a").orElseThrow())
                .isEqualTo(logs.line("a", 7, "").time());
    }

    @Test
    void thatTheyCannotBeLookedForIsToldOnceAndSoIsThatTheyCanAgain() throws InterruptedException {
        logs.pods("a");
        Problem down = logs.problem("find the pods", "connection refused");
        logs.losing(Optional.of(down));
        follow(false, start("a"));
        assertThat(changes.take().lost()).contains(down);
        logs.add("a", 1, "goes on");
        assertThat(lines.take().text()).isEqualTo("goes on");
        logs.losing(Optional.empty());
        assertThat(changes.take().lost()).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void whatMayNotBeReadIsToldAndNotAskedForAgain() throws InterruptedException {
        logs.pods("a", "b").refusing("a", "pods/log is forbidden");
        follow(false, start("a"), start("b"));
        LogChange change = changes.take();
        assertThat(change.refused())
                .singleElement()
                .satisfies(u -> assertThat(u.problem().why()).isEqualTo("pods/log is forbidden"));
        assertThat(change.over()).isFalse();
        logs.pods("a", "b", "c");
        changes.take();
        assertThat(logs.follows("a")).isEqualTo(1);
    }

    @Test
    void whatHadWrittenNothingIsFollowedFromItsBeginning() {
        LogAsk tail = new LogAsk(50, Optional.empty(), false);
        List<LogLine> some = List.of(logs.line("a", 1, "x"), logs.line("a", 2, "y"));
        assertThat(LogFollower.after(some, tail, NOW)).isEqualTo(some.getLast().time());
        assertThat(LogFollower.after(List.of(), tail, NOW)).contains(Instant.EPOCH);
        assertThat(LogFollower.after(List.of(), new LogAsk(50, Optional.of(Duration.ofHours(1)), false), NOW))
                .contains(NOW.minus(Duration.ofHours(1)));
        assertThat(LogFollower.after(List.of(), new LogAsk(0, Optional.empty(), false), NOW))
                .as("nothing of what is there is wanted")
                .isEmpty();
        LogSource bare = logs.source("a");
        assertThat(LogFollower.after(List.of(new LogLine(bare, Optional.empty(), "x")), tail, NOW))
                .isEmpty();
    }
}
