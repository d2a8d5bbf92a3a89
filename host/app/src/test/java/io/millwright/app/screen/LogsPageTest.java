package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogChange;
import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.LogReading.Unread;
import io.millwright.app.browse.LogScope;
import io.millwright.app.browse.Thresholds;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseEffect.LogEnd;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.Display;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a log is read, how much of it is kept, and how its long lines are read. */
class LogsPageTest {
    private static final LogSource WEB = new LogSource("eu-1", "shop", "web-1", "main");
    private static final LogSource PROXY = new LogSource("eu-1", "shop", "web-1", "proxy");

    private final Told told = new Told();

    private Pilot<Model> logs(Optional<LogLimits> limits) {
        Pilot<Model> pilot = told.start(80, 24, "pods @eu-1");
        limits.ifPresent(l -> pilot.send(new DeskMsg.SettingsRead(Answer.of(
                new Settings(
                        "auto",
                        List.of(),
                        List.of(),
                        ScreenSettings.DEFAULT,
                        new Display(true, l, Thresholds.USUAL, true),
                        List.of(),
                        Optional.empty()),
                Told.NOW))));
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        store.put(new Row("eu-1", "shop", "web-1", List.of("web-1", "Running"), "u", 0, 0));
        pilot.send(new BrowseMsg.Listed(
                told.last(BrowseEffect.Open.class).page(),
                "eu-1",
                new Served(Kind.POD, "pod", List.of("po")),
                store.take(),
                true));
        return pilot.press("l");
    }

    private LogAsk asked() {
        return told.last(BrowseEffect.OpenLogs.class).ask().part();
    }

    private static LogLine line(LogSource source, int second, String text) {
        return new LogLine(source, Optional.of(Told.NOW.plusSeconds(second)), text);
    }

    private static List<LogLine> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(WEB, i, "line-" + i + "-end"))
                .toList();
    }

    private Pilot<Model> read(Pilot<Model> pilot, boolean more, List<LogLine> lines, LogSource... sources) {
        List<LogEnd> ends = List.of(sources).stream()
                .map(s -> new LogEnd(s, Optional.of(Told.NOW)))
                .toList();
        return pilot.send(new BrowseMsg.LogsOpened(
                told.last(BrowseEffect.OpenLogs.class).page(),
                Answer.of(new BrowseMsg.LogsRead(ends, lines, 0, 0, more), Told.NOW)));
    }

    private boolean isFollowed() {
        return !told.asked(BrowseEffect.FollowLogs.class).isEmpty();
    }

    @Test
    void asMuchIsReadAndKeptAsTheSettingsSay() {
        try (Pilot<Model> pilot = logs(Optional.of(new LogLimits(OptionalInt.of(42), 100, Optional.empty())))) {
            assertThat(asked()).isEqualTo(new LogAsk(42, Optional.empty(), false));
            read(pilot, false, many(120), WEB).expect("20 dropped").expect("line-119-end");
            pilot.press("home").expect("line-20-end").expectNot("line-19-end");
            pilot.press("3");
            assertThat(asked()).isEqualTo(new LogAsk(100, Optional.of(Duration.ofHours(1)), false));
            pilot.press("0");
            assertThat(asked().tail()).isEqualTo(42);
        }
    }

    @Test
    void aLogCanBeginWithTheLastMinutesAndSaysSo() {
        try (Pilot<Model> pilot =
                logs(Optional.of(new LogLimits(OptionalInt.empty(), 5000, Optional.of(Duration.ofMinutes(15)))))) {
            assertThat(asked()).isEqualTo(new LogAsk(5000, Optional.of(Duration.ofMinutes(15)), false));
            pilot.expect("last 15m");
            read(pilot, false, List.of(), WEB).expect("Nothing was logged since then; 0 shows the last lines.");
        }
    }

    @Test
    void withoutSettingsItIsAsItWas() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            assertThat(asked()).isEqualTo(new LogAsk(500, Optional.empty(), false));
            pilot.expectNot("last 15m");
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T02:13:00Z, 2026-11-24T02:13:00Z", "9:30, 2026-11-24T09:30:00Z"})
    void aLogCanBeBegunAtAMoment(String typed, Instant moment) {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            pilot.press("4").expect("since ").type(typed).press("enter");
            assertThat(asked()).isEqualTo(new LogAsk(5000, Optional.empty(), Optional.of(moment), false));
            pilot.expect("from " + moment);
            read(pilot, false, many(60), WEB)
                    .expect("line-0-end")
                    .expectNot("line-59-end")
                    .expect("standing still");
            pilot.press("s").expect("line-59-end").expect("following");
        }
    }

    @Test
    void aSpanCanBeTypedTooAndWhatIsNeitherIsSaid() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            pilot.press("4").type("90s").press("enter");
            assertThat(asked().since()).contains(Duration.ofSeconds(90));
            told.forget();
            pilot.press("4")
                    .type("noon")
                    .press("enter")
                    .expect("'noon' is no moment before now")
                    .expect("since noon");
            pilot.press("esc").expectNot("since noon");
            pilot.press("4", "enter").expectNot("since ");
            assertThat(told.asked()).isEmpty();
        }
    }

    @Test
    void whereOnlyTheBeginningWasReadItIsNotFollowedUntilSomebodyWantsThat() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            pilot.press("4").type("09:30").press("enter");
            read(pilot, true, many(60), WEB)
                    .expect("line-0-end")
                    .expect("only the first lines from 2026-11-24T09:30:00Z, s goes on");
            assertThat(isFollowed()).isFalse();
            pilot.press("s").expect("following").expectNot("only the first lines");
            assertThat(told.last(BrowseEffect.FollowLogs.class).ends())
                    .containsExactly(new LogEnd(WEB, Optional.of(Told.NOW)));
            pilot.press("ctrl-c").expect("stopped").press("s", "s").expect("stopped");
        }
    }

    @Test
    void timeAndSourceStayWhileTheTextIsScrolledUntilTheyAreReleased() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            List<LogLine> lines =
                    List.of(line(WEB, 0, "0123456789abcdefghijklmnopqrstuvwxyz"), line(PROXY, 1, "other"));
            read(pilot, false, lines, WEB, PROXY).press("t", "right");
            pilot.expect(" 2026-11-24T10:00:00Z web-1/main ghijklmnopqrstuvwxyz");
            pilot.press("L")
                    .expectNot("2026-11-24T10:00:00Z")
                    .expect(" 00:00Z web-1/main 0123456789abcdef".substring(5));
            pilot.press("right")
                    .expect(" 0123456789abcdef")
                    .expectNot("main")
                    .press("L")
                    .expect("2026-11-24T10:00:00Z web-1/main wxyz");
        }
    }

    @Test
    void longLinesAreBrokenBesideTheirSource() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            String words = "word ".repeat(30) + "last";
            List<LogLine> lines = List.of(line(WEB, 0, words), line(PROXY, 1, "other"));
            read(pilot, false, lines, WEB, PROXY).expectNot("last").press("w");
            assertThat(pilot.screen().lines().filter(l -> l.contains("word")).toList())
                    .hasSize(3)
                    .first()
                    .asString()
                    .startsWith(" web-1/main word word");
            pilot.expect("            word").expect("last").expect("web-1/proxy other");
            pilot.press("L");
            assertThat(pilot.screen().lines().filter(l -> l.startsWith(" word")))
                    .isNotEmpty();
            pilot.press("w").expectNot("last");
        }
    }

    @Test
    void brokenLinesAreFollowedAndScrolledToBothEnds() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            List<LogLine> lines = IntStream.range(0, 40)
                    .mapToObj(i -> line(WEB, i, "begin-" + i + " " + "x".repeat(150) + " end-" + i))
                    .toList();
            read(pilot, false, lines, WEB).press("w").expect("end-39").expectNot("begin-30");
            pilot.press("home")
                    .expect("begin-0")
                    .expect("end-0")
                    .expect("standing still")
                    .expectNot("end-39");
            pilot.press("down").expect("begin-1").expectNot("begin-0");
            pilot.press("end").expect("end-39").expect("following");
            pilot.press("up").expect("standing still").expectNot("end-39");
        }
    }

    @Test
    void whatCouldNotBeReadIsSaidAboveWhatCould() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            Problem dead = new Problem(
                    Problem.Kind.CLUSTER,
                    "read the log",
                    "cluster eu-1",
                    "no route to host",
                    "Look at its node.",
                    Optional.of("500"));
            LogScope scope = new LogScope(2, 73, false, List.of(new Unread(PROXY, dead)), 0, false, Optional.empty());
            pilot.send(new BrowseMsg.LogsOpened(
                    told.last(BrowseEffect.OpenLogs.class).page(),
                    Answer.of(
                            new BrowseMsg.LogsRead(
                                    List.of(
                                            new LogEnd(WEB, Optional.of(Told.NOW)),
                                            new LogEnd(PROXY, Optional.empty())),
                                    many(60),
                                    0,
                                    0,
                                    false,
                                    scope),
                            Told.NOW)));
            pilot.expect("line-59-end")
                    .expect("2 of 73 containers")
                    .expect("Could not read the log of web-1/proxy: no route to host.");
            pilot.press("home")
                    .expect("line-0-end")
                    .press("end")
                    .expect("line-59-end")
                    .expect("following");
            assertThat(isFollowed()).isTrue();
        }
    }

    @Test
    void aFilterAppliesAtOnceToWhatIsThereAndIsThenLookedForInAsMuchAsIsKept() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(60), WEB).press("m");
            pilot.press("/").type("-1\\d-").press("enter");
            pilot.expect("line-10-end")
                    .expect("line-19-end")
                    .expect("marked at")
                    .expectNot("line-20-end")
                    .expectNot("reading the log");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().filter()).isEqualTo("-1\\d-");
            assertThat(asked()).isEqualTo(new LogAsk(5000, Optional.empty(), false));
            List<LogLine> more = List.of(line(WEB, -9, "old-11-line"), line(WEB, 10, "line-10-end"));
            read(pilot, false, more, WEB).expect("old-11-line");
            pilot.press("1");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().filter()).isEqualTo("-1\\d-");
        }
    }

    @Test
    void escTakesTheFilterAwayBeforeItLeavesThePage() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(60), WEB).press("/").type("line-7-").press("enter");
            pilot.expect("line-7-end").expectNot("line-8-end");
            pilot.press("esc").expect("line-7-end").expect("following");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().filter()).isEmpty();
            assertThat(asked()).isEqualTo(new LogAsk(500, Optional.empty(), false));
            read(pilot, false, many(60), WEB).expect("line-59-end").expect("line-58-end");
            pilot.press("esc").expectNot("line-7-end").expect("Running");
        }
    }

    @Test
    void whatCannotBeReadAgainStaysInSight() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(60), WEB).press("/").type("line-7-").press("enter");
            Problem down = new Problem(
                    Problem.Kind.CLUSTER, "read", "eu-1", "connection refused", "Try it again.", Optional.empty());
            pilot.send(new BrowseMsg.LogsOpened(
                    told.last(BrowseEffect.OpenLogs.class).page(), Answer.failed(down, Told.NOW)));
            pilot.expect("line-7-end")
                    .expect("connection refused. Try it again.")
                    .expect("stopped")
                    .expectNot("following");
        }
    }

    @Test
    void whoHasScrolledUpStaysThereWhenAFilterIsTakenAway() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(400), WEB).press("/").type("-end").press("enter");
            read(pilot, false, many(400), WEB)
                    .press("home", "down")
                    .expect("line-1-end")
                    .expectNot("line-0-end");
            pilot.press("esc").expect("line-1-end").expectNot("line-0-end");
            read(pilot, false, many(400), WEB)
                    .expect("line-1-end")
                    .expectNot("line-0-end")
                    .expect("standing still");
        }
    }

    private Pilot<Model> changed(Pilot<Model> pilot, int come, int gone, boolean over, Optional<Problem> lost) {
        LogSource other = new LogSource("eu-1", "shop", "web-2", "main");
        List<LogSource> now = over ? List.of() : List.of(other);
        return pilot.send(new BrowseMsg.LogsChanged(
                told.last(BrowseEffect.OpenLogs.class).page(),
                new LogChange(now, now.size(), false, come, gone, List.of(), over, lost)));
    }

    @Test
    void whichPodsAreNewAndGoneStandsBetweenTheLinesAndLinesHaveTheirSourceThen() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(3), WEB).expectNot("web-1/main line-2-end");
            changed(pilot, 1, 1, false, Optional.empty())
                    .expect("line-2-end")
                    .expect("──── 1 pod new, 1 gone at 2026-11-24T10:00:00Z ────")
                    .expect("web-1/main line-2-end")
                    .expect("following");
        }
    }

    @Test
    void thatNoMoreLinesComeIsSaid() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(3), WEB).expect("following");
            changed(pilot, 0, 1, true, Optional.empty())
                    .expect("1 pod gone")
                    .expect("ended")
                    .expect("This has ended or is gone: no more lines come.")
                    .expectNot("following");
        }
    }

    @Test
    void thatOtherPodsCannotBeLookedForIsSaidUntilTheyCan() {
        try (Pilot<Model> pilot = logs(Optional.empty())) {
            read(pilot, false, many(3), WEB);
            Problem down = new Problem(
                    Problem.Kind.CLUSTER, "find the pods", "eu-1", "connection refused", "Try it.", Optional.empty());
            changed(pilot, 0, 0, false, Optional.of(down)).expect("Could not look for other pods: connection refused");
            changed(pilot, 0, 0, false, Optional.empty())
                    .expectNot("Could not look")
                    .expect("line-2-end");
        }
    }
}
