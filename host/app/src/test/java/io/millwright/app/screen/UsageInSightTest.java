package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Usage;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Tick;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of a list of more pods than are measured as a whole, those in sight are. */
class UsageInSightTest {
    private static final int PODS = 2001;

    private final Told told = new Told();

    private static String name(int number) {
        return "pod-%04d".formatted(number);
    }

    private Pilot<Model> list(int pods) {
        Pilot<Model> pilot = told.start(160, 24, "pods @eu-1");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        for (int i = 0; i < pods; i++) {
            store.put(new Row("eu-1", "db", name(i), List.of(name(i), "Running"), "u-" + i, 0, 0));
        }
        long page = told.last(BrowseEffect.Open.class).page();
        pilot.send(new BrowseMsg.Listed(page, "eu-1", new Served(Kind.POD, "pod", List.of("po")), store.take(), true));
        return pilot.send(new BrowseMsg.Opened(page, "eu-1"));
    }

    private List<BrowseEffect.MeasureSome> asked() {
        return told.asked(BrowseEffect.MeasureSome.class);
    }

    private Pilot<Model> measured(Pilot<Model> pilot) {
        BrowseEffect.MeasureSome last = told.last(BrowseEffect.MeasureSome.class);
        return pilot.send(new BrowseMsg.MeasuredSome(
                last.page(),
                "eu-1",
                last.places().stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                _ -> new Usage(0.25, 64 * 0x1p20, OptionalDouble.empty(), OptionalDouble.empty())))));
    }

    @Test
    void whatIsInSightIsMeasuredAndNothingElse() {
        try (Pilot<Model> pilot = list(PODS)) {
            assertThat(told.asked()).noneMatch(BrowseEffect.Measure.class::isInstance);
            assertThat(asked())
                    .singleElement()
                    .satisfies(a -> assertThat(a.places()).hasSizeBetween(5, 40).startsWith("db/pod-0000"));
            measured(pilot).expect("250m").expect("64Mi").expect("cpu and memory of the rows in sight only");
        }
    }

    @Test
    void whoScrollsIsToldOfTheRowsThatCameIntoSightWithOneQuestionAtATime() {
        try (Pilot<Model> pilot = list(PODS)) {
            measured(pilot);
            pilot.press("G").expect("pod-2000").expectNot("250m");
            assertThat(asked()).hasSize(2);
            assertThat(told.last(BrowseEffect.MeasureSome.class).places()).contains("db/pod-2000");
            pilot.press("g", "G", "g");
            assertThat(asked()).hasSize(2);
            measured(pilot);
            assertThat(asked()).hasSize(3);
            assertThat(told.last(BrowseEffect.MeasureSome.class).places()).contains("db/pod-0000");
            measured(pilot).expect("250m");
            assertThat(asked()).hasSize(3);
        }
    }

    @Test
    void theyAreMeasuredAgainEveryFifteenSeconds() {
        try (Pilot<Model> pilot = list(PODS)) {
            measured(pilot).send(new Tick(Told.NOW.plusSeconds(14)));
            assertThat(asked()).hasSize(1);
            pilot.send(new Tick(Told.NOW.plusSeconds(15)));
            assertThat(asked()).hasSize(2);
        }
    }

    @Test
    void nothingIsSortedOrFilteredByWhatIsKnownOfAFew() {
        try (Pilot<Model> pilot = list(PODS)) {
            measured(pilot);
            pilot.click("memory").expectNot("memory ↑").expectNot("memory ↓");
            pilot.press("/").type("cpu>100m").press("enter").expect("no filter by cpu or memory: more than 2000 pods");
        }
    }

    @Test
    void whereNothingIsMeasuredThereAreNoColumnsAndNoFact() {
        try (Pilot<Model> pilot = list(PODS)) {
            BrowseEffect.MeasureSome last = told.last(BrowseEffect.MeasureSome.class);
            pilot.send(new BrowseMsg.MeasuredSome(last.page(), "eu-1", Map.of()))
                    .expectNot("cpu")
                    .expectNot("in sight only");
        }
    }

    @Test
    void aShorterListIsMeasuredAsAWhole() {
        try (Pilot<Model> _ = list(2000)) {
            assertThat(asked()).isEmpty();
            assertThat(told.asked()).anyMatch(BrowseEffect.Measure.class::isInstance);
        }
    }
}
