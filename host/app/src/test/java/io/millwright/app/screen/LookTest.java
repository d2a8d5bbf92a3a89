package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseEffect.LogEnd;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One object and its logs, told by the test what the cluster says. */
class LookTest {
    private final Told told = new Told();

    private Pilot<Model> start(String size) {
        String[] parts = size.split("x", 2);
        Pilot<Model> pilot = told.start(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), "pods");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "shop", "web-6d4f-qq7lk", List.of("web-6d4f-qq7lk"), "u", 0, 0));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", Samples.PODS, store.take(), true));
    }

    private Pilot<Model> object(String size, String key) {
        Pilot<Model> pilot = start(size).press(key);
        return pilot.send(new BrowseMsg.Looked(
                told.last(BrowseEffect.Look.class).page(), Answer.of(Samples.withEvent(Samples.crashing()), Told.NOW)));
    }

    @Test
    void theYamlHasNoSecretValues() {
        try (Pilot<Model> pilot = object("120x40", "y")) {
            pilot.expect("DB_PASSWORD").expectNot("hunter2");
        }
    }

    @Test
    void anObjectThatCanNoLongerBeReadStaysInSightAndSaysSo() {
        try (Pilot<Model> pilot = object("120x40", "d")) {
            Problem gone = Problem.user("read it", "cluster eu-1", "it is not there", "Look at the list again.");
            pilot.send(new BrowseMsg.Looked(told.last(BrowseEffect.Look.class).page(), Answer.failed(gone, Told.NOW)));
            pilot.expect("it is not there").expect("CrashLoopBackOff");
        }
    }

    @Test
    void theOwnerIsOneKeyAway() {
        try (Pilot<Model> pilot = object("120x40", "d")) {
            pilot.press("J");
            assertThat(told.last(BrowseEffect.Look.class).ask().word()).isEqualTo("ReplicaSet.apps");
            assertThat(told.last(BrowseEffect.Look.class).ask().name()).isEqualTo("web-6d4f");
            pilot.press("esc").expect("CrashLoopBackOff");
        }
    }

    private static LogLine line(String container, int second, String text) {
        return new LogLine(
                new LogSource("eu-1", "shop", "web-6d4f-qq7lk", container),
                Optional.of(Told.NOW.plusSeconds(second)),
                text);
    }

    private Pilot<Model> logs(String size) {
        Pilot<Model> pilot = start(size).press("l");
        List<LogLine> lines = LogLine.merged(List.of(
                List.of(line("web", 1, "listening on 8080"), line("web", 5, "GET / 200")),
                List.of(line("proxy", 2, "connected"), line("proxy", 9, "evil \u001b[2J line"))));
        List<LogEnd> ends = List.of(
                new LogEnd(lines.getFirst().source(), Optional.of(Told.NOW.plusSeconds(5))),
                new LogEnd(lines.getLast().source(), Optional.of(Told.NOW.plusSeconds(9))));
        return pilot.send(new BrowseMsg.LogsOpened(
                told.last(BrowseEffect.OpenLogs.class).page(),
                Answer.of(new BrowseMsg.LogsRead(ends, lines, 0, 0), Told.NOW)));
    }

    private Pilot<Model> add(Pilot<Model> pilot, int count, long hidden, long dropped) {
        return pilot.send(new BrowseMsg.LogsAdded(
                told.last(BrowseEffect.OpenLogs.class).page(),
                new BrowseMsg.LogsRead(
                        List.of(),
                        IntStream.range(0, count)
                                .mapToObj(i -> line("web", 10 + i, "request " + i))
                                .toList(),
                        hidden,
                        dropped)));
    }

    @Test
    void newLinesAreFollowedUntilOneScrollsUp() {
        try (Pilot<Model> pilot = logs("80x24")) {
            assertThat(told.last(BrowseEffect.FollowLogs.class).ends()).hasSize(2);
            add(pilot, 100, 0, 0).expect("request 99").expect("following");
            pilot.press("pgup").expectNot("request 99").expect("standing still");
            String before = pilot.screen();
            assertThat(add(pilot, 50, 0, 0).screen()).isEqualTo(before);
            pilot.press("end").expect("request 49").expect("following");
        }
    }

    @Test
    void aLogThatIsTooLongLosesItsOldestLinesAndSaysHowMany() {
        try (Pilot<Model> pilot = logs("120x40")) {
            add(pilot, 5000, 0, 3)
                    .expect("7 dropped")
                    .press("home")
                    .expect("request 0")
                    .expectNot("listening");
        }
    }

    @Test
    void aFilterIsAppliedWhereLinesAreReadSoThatTheRareOneIsKept() {
        try (Pilot<Model> pilot = logs("120x40")) {
            pilot.press("/").type("error|warn").press("enter");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().filter()).isEqualTo("error|warn");
            pilot.expect("reading the log");
            pilot.send(new BrowseMsg.LogsOpened(
                    told.last(BrowseEffect.OpenLogs.class).page(),
                    Answer.of(
                            new BrowseMsg.LogsRead(
                                    List.of(new LogEnd(line("web", 1, "").source(), Optional.empty())),
                                    List.of(),
                                    12,
                                    0),
                            Told.NOW)));
            pilot.expect("All 12 lines are hidden by the filter.");
        }
    }

    @Test
    void thePreviousLogAndATimeSpanAreReadAnew() {
        try (Pilot<Model> pilot = logs("120x40")) {
            pilot.press("p");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().part().previous())
                    .isTrue();
            pilot.press("3");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().part().since())
                    .contains(Duration.ofHours(1));
        }
    }

    @Test
    void linesOfJsonAreTakenApartMarkedClearedAndSaved() {
        try (Pilot<Model> pilot = logs("120x40")) {
            LogLine json = line("web", 20, "{\"level\":\"error\",\"msg\":\"no disk\",\"free\":0}");
            pilot.send(new BrowseMsg.LogsAdded(
                    told.last(BrowseEffect.OpenLogs.class).page(),
                    new BrowseMsg.LogsRead(List.of(), List.of(json), 0, 0)));
            pilot.expect("{\"level\"")
                    .press("J")
                    .expect("ERROR no disk  free=0")
                    .expectNot("{\"level\"");
            pilot.press("m").expect("marked at 2026-11-24T10:00:00Z").press("W");
            BrowseEffect.Save save = told.last(BrowseEffect.Save.class);
            assertThat(save.ending()).isEqualTo("log");
            assertThat(save.text()).contains("2026-11-24T10:00:20Z web-6d4f-qq7lk/web {\"level\"", "marked at");
            pilot.send(new BrowseMsg.Saved(save.page(), Answer.of("/state/saved/x.log", Told.NOW)))
                    .expect("Saved to /state/saved/x.log");
            pilot.press("C").expectNot("no disk");
        }
    }

    @Test
    void whatIsShownOfAnObjectIsSavedWithoutSecretValues() {
        try (Pilot<Model> pilot = object("120x40", "y").press("W")) {
            BrowseEffect.Save save = told.last(BrowseEffect.Save.class);
            assertThat(save.name()).isEqualTo("eu-1-pods-shop-web-6d4f-qq7lk");
            assertThat(save.ending()).isEqualTo("yaml");
            assertThat(save.text()).contains("DB_PASSWORD").doesNotContain("hunter2");
            pilot.expect("YAML");
        }
    }
}
