package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogFollower;
import io.millwright.app.browse.LogReading.Unread;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseEffect.LogEnd;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.BrowseMsg.LogsRead;
import io.millwright.app.page.LogsAsk;
import io.millwright.app.testing.ScriptedLogs;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.spi.Problem;
import io.millwright.tui.Msg;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of several logs, also where one of them can't be. */
@Timeout(30)
class LogRunnerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");

    private final ScriptedLogs logs = new ScriptedLogs("eu-1");

    private LogsRead read(String filter) throws InterruptedException {
        List<Msg> told = new ArrayList<>();
        LogsAsk ask =
                new LogsAsk("eu-1", "default", "", "app=web", "", new LogAsk(50, Optional.empty(), false), filter);
        new LogRunner(_ -> logs, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(300), LogFollower.Pace.USUAL)
                .open(new BrowseEffect.OpenLogs(1, ask), told::add);
        assertThat(told).hasSize(1);
        return ((BrowseMsg.LogsOpened) told.getFirst()).answer().value().orElseThrow();
    }

    private static List<String> texts(LogsRead read) {
        return read.lines().stream().map(LogLine::text).toList();
    }

    @Test
    void oneThatFailsAndOneThatNeverAnswersTakeNothingFromTheOthers() throws InterruptedException {
        logs.pods("a", "b", "c", "d")
                .holding("a", "first", "third")
                .holding("d", "second")
                .failing("b", "dial tcp 10.0.0.7:10250: connect: no route to host")
                .silent("c");
        LogsRead read = read("");
        assertThat(texts(read)).containsExactly("first", "second", "third");
        assertThat(read.scope().unread()).extracting(u -> u.source().pod()).containsExactly("b", "c");
        assertThat(read.scope().unread())
                .extracting(Unread::problem)
                .extracting(Problem::why)
                .satisfiesExactly(
                        why -> assertThat(why).contains("no route to host"),
                        why -> assertThat(why).contains("didn't answer within"));
        assertThat(read.ends())
                .as("what comes of them from now on is followed, too")
                .contains(
                        new LogEnd(logs.source("b"), Optional.of(NOW)), new LogEnd(logs.source("c"), Optional.of(NOW)))
                .hasSize(4);
    }

    @Test
    void ofWhatIsReadOnlyWhatPassesTheFilterIsHeldAndFollowedFromTheEndOfAll() throws InterruptedException {
        logs.pods("a").holding("a", "error 1", "quiet", "quiet", "error 2", "quiet");
        LogsRead read = read("error");
        assertThat(texts(read)).containsExactly("error 1", "error 2");
        assertThat(read.hidden()).isEqualTo(3);
        assertThat(read.ends())
                .containsExactly(
                        new LogEnd(logs.source("a"), logs.line("a", 4, "").time()));
    }

    @Test
    void howMuchIsHeldDoesNotGrowWithHowManyThereAre() throws InterruptedException {
        logs.pods("a");
        read("");
        assertThat(logs.bytes()).isEqualTo(8 << 20);
        logs.pods(IntStream.range(0, 50).mapToObj(i -> "p" + i).toArray(String[]::new));
        read("");
        assertThat(logs.bytes()).isBetween(60L << 20, (64L + 8) << 20);
    }

    @Test
    void howManyOfHowManyAreReadIsTold() throws InterruptedException {
        List<LogSource> some = List.of(logs.source("a"), logs.source("b"));
        logs.found(new LogSources(some, Set.of(), 73, false));
        assertThat(read("").scope().part()).contains("2 of 73 containers");
        logs.found(new LogSources(some, Set.of(), 73, true));
        assertThat(read("").scope().part()).contains("2 of more than 73 containers");
        logs.pods("a", "b");
        assertThat(read("").scope().part()).isEmpty();
    }

    @Test
    void whatIsFollowedChangesWithThePods() throws InterruptedException {
        logs.pods("a");
        BlockingQueue<Msg> told = new LinkedBlockingQueue<>();
        LogsAsk ask =
                new LogsAsk("eu-1", "default", "", "app=web", "", new LogAsk(50, Optional.empty(), false), "wanted");
        LogRunner runner = new LogRunner(
                _ -> logs,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ofMillis(300),
                new LogFollower.Pace(Duration.ofMillis(5), Duration.ofMillis(5)));
        Thread following = Thread.startVirtualThread(() -> {
            try {
                LogEnd end = new LogEnd(logs.source("a"), Optional.of(NOW));
                runner.follow(new BrowseEffect.FollowLogs(7, ask, List.of(end), 1, false), told::add);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            logs.pods("b");
            assertThat(told.take()).isInstanceOfSatisfying(BrowseMsg.LogsChanged.class, m -> {
                assertThat(m.page()).isEqualTo(7);
                assertThat(m.change().text()).contains("1 pod new, 1 gone");
            });
            logs.add("b", 1, "wanted line of the new pod");
            assertThat(told.take())
                    .isInstanceOfSatisfying(
                            BrowseMsg.LogsAdded.class,
                            m -> assertThat(texts(m.more())).containsExactly("wanted line of the new pod"));
        } finally {
            following.interrupt();
            following.join();
        }
    }
}
