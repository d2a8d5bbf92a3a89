package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Relations;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Asked;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Background;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What there is to see of an object beside its list. */
class SplitTabsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Served EVENTS = new Served(Kind.EVENT, "event", List.of("ev"));
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final LogSource WEB = new LogSource("eu-1", "shop", "a", "web");

    private final Asked asked = new Asked();

    // Whether a log is really followed, and no longer: that is seen where it is done, not where it is asked for.
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final Semaphore nobody = new Semaphore(0);

    private Pilot<Model> pods(int width, int height) {
        EffectRunner rest = new MillDesk(Danger.REVERSIBLE).runner();
        Pilot<Model> pilot = Pilot.start(
                asked.by(new ScreenApp(new Model.Start(false, false, Optional.of("pods @eu-1"), NOW))),
                (effect, sink, cancellation) -> {
                    if (effect instanceof BrowseEffect.FollowLogs) {
                        cancellation.onCancel(ended::release);
                        begun.release();
                        nobody.acquire(); // it goes on until it is ended
                    } else if (!(effect instanceof BrowseEffect || effect instanceof Background)) {
                        rest.run(effect, sink, cancellation);
                    }
                },
                new Size(width, height),
                Pilot.CAPABILITIES);
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        List.of("a", "b")
                .forEach(n -> store.put(
                        new Row("eu-1", "shop", n, List.of(n, "Running"), "u-" + n, 0, NOW.getEpochSecond())));
        long page = asked.all(BrowseEffect.Open.class).getFirst().page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true))
                .send(new BrowseMsg.Opened(page, "eu-1"));
    }

    private static Pilot<Model> rest(Pilot<Model> pilot) {
        return pilot.advance(BEAT).advance(BEAT);
    }

    /** The object under the cursor is read: a pod, or a workload without any. */
    private Pilot<Model> seen(Pilot<Model> pilot, Kind kind) {
        rest(pilot);
        BrowseEffect.Look look = asked.all(BrowseEffect.Look.class).getLast();
        Resource object = Resource.of(kind, "shop", look.ask().name(), Map.of("spec", Map.of("nodeName", "worker-2")));
        ObjectTable events = new ObjectTable(
                EVENTS,
                List.of(
                        new Column("Last Seen", false),
                        new Column("Type", false),
                        new Column("Reason", false),
                        new Column("Message", false)),
                List.of(new Row("eu-1", "shop", "e", List.of("2m", "Warning", "BackOff", "restarting"), "e", 0, 0)),
                List.of());
        return pilot.send(new BrowseMsg.Looked(
                look.page(), Answer.of(new Inspection("eu-1", PODS, object, events, Optional.empty()), NOW)));
    }

    private static BrowseMsg.LogsRead read(String... lines) {
        return new BrowseMsg.LogsRead(
                List.of(new BrowseEffect.LogEnd(WEB, Optional.of(NOW))),
                List.of(lines).stream()
                        .map(l -> new LogLine(WEB, Optional.of(NOW), l))
                        .toList(),
                0,
                0);
    }

    @Test
    void theTabsAreTurnedByAKeyOrAClickAndStayForTheNextRow() {
        try (Pilot<Model> pilot = seen(pods(120, 30), Kind.POD)) {
            pilot.expect("[describe]").expect("worker-2").press("v").expect("nodeName: worker-2");
            pilot.press("v").expect("[events]").expect("BackOff").expectNot("nodeName");
            pilot.press("down");
            seen(pilot, Kind.POD).expect("[events]").expect("BackOff");
            pilot.click("YAML")
                    .expect("[YAML]")
                    .expect("nodeName")
                    .press("v", "v", "v", "v")
                    .expect("[describe]");
            assertThat(asked.all(BrowseEffect.OpenLogs.class)).as("turned past").isEmpty();
        }
    }

    @Test
    void theLogIsReadWhenTheCursorRestsAndFollowedWithItsNewestLineInSight() {
        try (Pilot<Model> pilot = seen(pods(120, 30), Kind.POD)) {
            rest(pilot.press("v", "v", "v").expect("reading the log"));
            BrowseEffect.OpenLogs open = asked.all(BrowseEffect.OpenLogs.class).getFirst();
            assertThat(open.ask().pod()).isEqualTo("a");
            String[] many =
                    IntStream.range(0, 60).mapToObj(i -> "line-" + i + "-end").toArray(String[]::new);
            pilot.send(new BrowseMsg.LogsOpened(open.page(), Answer.of(read(many), NOW)))
                    .expect("line-59-end")
                    .expect("following")
                    .expectNot("line-9-end");
            assertThat(asked.all(BrowseEffect.FollowLogs.class)).hasSize(1);
            pilot.send(new BrowseMsg.LogsAdded(open.page(), read("line-60-end")))
                    .expect("line-60-end");
            pilot.press("{").expectNot("line-60-end").expect("line-55-end").expect("standing still");
            pilot.send(new BrowseMsg.LogsAdded(open.page(), read("line-61-end")))
                    .expect("line-55-end")
                    .expectNot("line-56-end");
            pilot.press("}", "}").expect("line-61-end").expect("following");
        }
    }

    @Test
    void whatComesLateForAnotherRowIsDroppedAndItsReadingEnds() {
        try (Pilot<Model> pilot = seen(pods(120, 30), Kind.POD)) {
            rest(pilot.press("v", "v", "v"));
            long page = asked.all(BrowseEffect.OpenLogs.class).getFirst().page();
            pilot.send(new BrowseMsg.LogsOpened(page, Answer.of(read("of a"), NOW)))
                    .expect("of a");
            pilot.press("down").expectNot("of a");
            pilot.send(new BrowseMsg.LogsAdded(page, read("late"))).expectNot("late");
            seen(pilot, Kind.POD);
            rest(pilot);
            assertThat(asked.all(BrowseEffect.OpenLogs.class))
                    .extracting(e -> e.ask().pod())
                    .containsExactly("a", "b");
        }
    }

    /** Nothing waits for what is in the background, and what is ended before it has begun never begins. */
    private static void happens(Semaphore what, String why) throws InterruptedException {
        assertThat(what.tryAcquire(10, TimeUnit.SECONDS)).as(why).isTrue();
    }

    @Test
    void leavingTheListOrTurningTheTabEndsTheFollowing() throws InterruptedException {
        try (Pilot<Model> pilot = seen(pods(120, 30), Kind.POD)) {
            rest(pilot.press("v", "v", "v"));
            long page = asked.all(BrowseEffect.OpenLogs.class).getFirst().page();
            pilot.send(new BrowseMsg.LogsOpened(page, Answer.of(read("x"), NOW)));
            happens(begun, "followed");
            pilot.press("v");
            happens(ended, "by another tab");
            pilot.send(new BrowseMsg.LogsAdded(page, read("late"))).expectNot("late");
            rest(pilot.click("log"));
            assertThat(asked.all(BrowseEffect.OpenLogs.class)).as("read anew").hasSize(2);
            page = asked.all(BrowseEffect.OpenLogs.class).getLast().page();
            pilot.send(new BrowseMsg.LogsOpened(page, Answer.of(read("x"), NOW)));
            happens(begun, "followed again");
            pilot.press("esc").expect("fleet");
            happens(ended, "by another page");
        }
    }

    @Test
    void theTreeAndWhyThereIsNoneOrNoLogAreToldInTheirTabs() {
        try (Pilot<Model> pilot = seen(pods(120, 30), Kind.CONFIG_MAP)) {
            rest(pilot.press("v", "v", "v")).expect("no pods of its own");
            assertThat(asked.all(BrowseEffect.OpenLogs.class)).isEmpty();
            rest(pilot.press("v").expect("reading what belongs to a"));
            BrowseEffect.Relate relate = asked.all(BrowseEffect.Relate.class).getFirst();
            Relations.Related pod = new Relations.Related(
                    "owns", "Pod", "shop", "web-0", new Relations.State("CrashLoopBackOff", true), List.of(), false);
            Relations.Related root = new Relations.Related(
                    "", "ConfigMap", "shop", "a", new Relations.State("", false), List.of(pod), false);
            pilot.send(new BrowseMsg.Related(relate.page(), Answer.of(new Relations.Found(root, List.of()), NOW)))
                    .expect("ConfigMap a")
                    .expect("▲ owns Pod web-0  CrashLoopBackOff");
            pilot.advance(Duration.ofSeconds(16)).advance(BEAT);
            BrowseEffect.Relate again = asked.all(BrowseEffect.Relate.class).getLast();
            assertThat(again.page()).as("read again after a while").isNotEqualTo(relate.page());
            Problem gone =
                    new Problem(Problem.Kind.CLUSTER, "read it", "eu-1", "it is forbidden", "Ask.", Optional.of("403"));
            pilot.send(new BrowseMsg.Related(again.page(), Answer.failed(gone, NOW)))
                    .expect("forbidden")
                    .expect("web-0");
        }
    }

    @Test
    void onANarrowScreenTheTabsAreBelowTheListAndNamedWhereThereIsNoRoomForThem() {
        try (Pilot<Model> pilot = seen(pods(80, 24).press("+"), Kind.POD)) {
            pilot.expect("describe, read")
                    .expectNot("[describe]")
                    .press("v", "v")
                    .expect("events, read");
            pilot.press("+").expect("[events]").expect("BackOff");
        }
    }
}
