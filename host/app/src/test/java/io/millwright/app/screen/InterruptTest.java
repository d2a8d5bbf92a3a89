package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ctrl-C ends what a page reads before it ends the program; and how long something has been read is counted from where it began. */
class InterruptTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The pilot's clock begins before the answers' times. */
    private static final Duration LATER = Duration.ofDays(400);

    private final Told told = new Told();

    private long page() {
        return told.last(BrowseEffect.Open.class).page();
    }

    private void list(Pilot<Model> pilot, String cluster, String pod) {
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row(cluster, "db", pod, List.of(pod), "u-" + pod, 0, 0));
        pilot.send(new BrowseMsg.Listed(page(), cluster, PODS, store.take(), true));
    }

    @Test
    void ctrlCEndsListsThatAreNotCompleteAndLeavesTheOthersAlone() {
        try (Pilot<Model> pilot = told.start(120, 30, "pods")) {
            list(pilot, "eu-1", "orders-1");
            pilot.send(new BrowseMsg.Opened(page(), "eu-1"));
            assertThat(told.last(BrowseEffect.Watch.class)).isEqualTo(new BrowseEffect.Watch(page(), "eu-1"));
            list(pilot, "eu-2", "half-1");
            told.forget();
            pilot.press("ctrl-c")
                    .expectNot("Leave Millwright?")
                    .expect("eu-2: can't list all pods: you have stopped it. ctrl-r lists them again.")
                    .expectNot("eu-1: can't")
                    .expect("orders-1")
                    .expect("half-1");
            assertThat(told.asked())
                    .as("what was complete is watched on, and nothing is listed")
                    .containsExactly(new BrowseEffect.Watch(
                            told.last(BrowseEffect.Watch.class).page(), "eu-1"));
            told.forget();
            pilot.advance(LATER);
            assertThat(told.asked())
                    .as("what its user has stopped isn't begun anew by itself")
                    .noneMatch(
                            e -> e instanceof BrowseEffect.Open o && o.context().equals("eu-2"));
            pilot.press("ctrl-c").expect("Leave Millwright?");
        }
    }

    @Test
    void ctrlCStopsReadingLogsWhichAreReadAgainOnRequest() {
        try (Pilot<Model> pilot = told.start(120, 30, "pods @eu-1")) {
            list(pilot, "eu-1", "orders-1");
            pilot.send(new BrowseMsg.Opened(page(), "eu-1")).press("l");
            long logs = told.last(BrowseEffect.OpenLogs.class).page();
            LogSource source = new LogSource("eu-1", "db", "orders-1", "main");
            BrowseMsg.LogsRead read = new BrowseMsg.LogsRead(
                    List.of(new BrowseEffect.LogEnd(source, Optional.of(Told.NOW))),
                    List.of(new LogLine(source, Optional.of(Told.NOW), "first line")),
                    0,
                    0);
            pilot.send(new BrowseMsg.LogsOpened(logs, Answer.of(read, Told.NOW)))
                    .expect("first line")
                    .expect("following");
            pilot.press("ctrl-c")
                    .expectNot("Leave Millwright?")
                    .expect("first line")
                    .expect("stopped")
                    .expectNot("following");
            told.forget();
            pilot.press("ctrl-r").expectNot("stopped reading");
            assertThat(told.asked()).hasAtLeastOneElementOfType(BrowseEffect.OpenLogs.class);
            pilot.press("ctrl-c", "ctrl-c").expect("Leave Millwright?");
        }
    }

    @Test
    void theTimeOfLoadingIsThatOfThisPageAndNotWorthAWordAtFirst() {
        try (Pilot<Model> pilot = told.start(120, 30, "pods @eu-1")) {
            pilot.advance(LATER).press(":").type("find orders").press("enter");
            pilot.expect("searching, 0 of 3").expectNot("Loading");
            pilot.advance(SECOND).expectNot("Loading");
            pilot.advance(SECOND).advance(SECOND).expect("Loading, for 2 s");
        }
    }
}
