package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.Thresholds;
import io.millwright.app.browse.Thresholds.Level;
import io.millwright.app.browse.Usage;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.Display;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Tick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What pods and nodes use stands beside them where it is measured. */
class UsageTest {
    private final Told told = new Told();
    private final RowStore store = new RowStore();

    private static Row row(String namespace, String name) {
        return new Row("eu-1", namespace, name, List.of(name, "Running", "41d"), "u-" + name, 0, 0);
    }

    private static Usage usage(double cpu, double mebibytes) {
        return new Usage(cpu, mebibytes * 0x1p20, OptionalDouble.empty(), OptionalDouble.empty());
    }

    private long page() {
        return told.last(BrowseEffect.Open.class).page();
    }

    private Pilot<Model> list(Kind kind, String line, Row... rows) {
        Pilot<Model> pilot = told.start(240, 24, line);
        store.columns(List.of(new Column("Name", false), new Column("Status", false), new Column("Age", false)));
        List.of(rows).forEach(store::put);
        tell(pilot, kind, true);
        return pilot.send(new BrowseMsg.Opened(page(), "eu-1"));
    }

    private Pilot<Model> tell(Pilot<Model> pilot, Kind kind, boolean anew) {
        return pilot.send(new BrowseMsg.Listed(page(), "eu-1", new Served(kind, "it", List.of()), store.take(), anew));
    }

    private Pilot<Model> pods() {
        return list(Kind.POD, "pods @eu-1", row("db", "big"), row("db", "small"), row("db", "unknown"));
    }

    private Pilot<Model> measured(Pilot<Model> pilot, double big) {
        return pilot.send(new BrowseMsg.Measured(
                page(), "eu-1", Map.of("db/big", usage(big, 2048), "db/small", usage(0.02, 30))));
    }

    private static String line(Pilot<Model> pilot, String name) {
        return pilot.screen()
                .lines()
                .filter(l -> l.contains(" " + name + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theUseOfPodsIsAColumnThatSortsAndFilters() {
        try (Pilot<Model> pilot = pods()) {
            pilot.expectNot("cpu");
            measured(pilot, 1.25);
            assertThat(line(pilot, "big")).contains("1250m", "2048Mi");
            assertThat(line(pilot, "small")).contains("20m", "30Mi");
            assertThat(line(pilot, "unknown")).doesNotContain("Mi");
            pilot.press("/").type("cpu>500m").press("enter").expect("big").expectNot("small");
            pilot.press("esc", "/")
                    .type("memory<1Gi")
                    .press("enter")
                    .expect("small")
                    .expectNot("big");
            pilot.press("esc").click("memory").expect("memory ↑");
            assertThat(pilot.screen().indexOf("small"))
                    .isLessThan(pilot.screen().indexOf("big"));
        }
    }

    @Test
    void theListGoesOnFittingWhatItIsTold() {
        try (Pilot<Model> pilot = pods()) {
            measured(pilot, 1.25);
            store.put(row("db", "later"));
            store.put(new Row("eu-1", "db", "big", List.of("big", "Error", "41d"), "u-big", 0, 0));
            store.gone("db", "small");
            tell(pilot, Kind.POD, false).expect("later").expect("Error");
            assertThat(line(pilot, "big")).contains("1250m");
            pilot.send(new Tick(Told.NOW.plusSeconds(6))).expectNot("small");
            assertThat(pilot.screen().lines().filter(l -> l.contains(" big "))).hasSize(1);
        }
    }

    @Test
    void aRowThatIsGoneGoesThoughItWasMeasuredMeanwhileAndSortedByIt() {
        try (Pilot<Model> pilot = pods()) {
            measured(pilot, 1.25).click("cpu ");
            store.gone("db", "big");
            tell(pilot, Kind.POD, false).expect("(gone)");
            measured(pilot, 0.01);
            pilot.send(new Tick(Told.NOW.plusSeconds(6))).expectNot("big").expect("small");
        }
    }

    @Test
    void theLastSamplesAreASmallCurve() {
        try (Pilot<Model> pilot = pods()) {
            measured(pilot, 0.1);
            measured(pilot, 0.8);
            measured(pilot, 0.4);
            assertThat(line(pilot, "big")).contains("▂█▅");
        }
    }

    @Test
    void itIsMeasuredOncePerSightAndAgainEveryFifteenSeconds() {
        try (Pilot<Model> pilot = pods()) {
            assertThat(told.asked(BrowseEffect.Measure.class)).hasSize(1);
            pilot.send(new Tick(Told.NOW.plusSeconds(14)));
            assertThat(told.asked(BrowseEffect.Measure.class)).hasSize(1);
            pilot.send(new Tick(Told.NOW.plusSeconds(15)));
            assertThat(told.asked(BrowseEffect.Measure.class)).hasSize(2);
            pilot.press("enter").send(new Tick(Told.NOW.plusSeconds(40)));
            assertThat(told.asked(BrowseEffect.Measure.class)).hasSize(2);
        }
    }

    @Test
    void whereNothingIsMeasuredThereAreNoColumnsAndNoError() {
        try (Pilot<Model> pilot = pods()) {
            pilot.send(new BrowseMsg.Measured(page(), "eu-1", Map.of()))
                    .expect("big")
                    .expectNot("cpu")
                    .expectNot("can't");
        }
    }

    @Test
    void aNodeThatIsNearlyFullSaysSoInWords() {
        Row node = row("", "worker-1");
        try (Pilot<Model> pilot = list(Kind.NODE, "nodes @eu-1", node, row("", "worker-2"))) {
            pilot.send(new BrowseMsg.Measured(
                    page(),
                    "eu-1",
                    Map.of(
                            "/worker-1",
                            new Usage(3.5, 0x1p34, OptionalDouble.of(0.85), OptionalDouble.of(0.97)),
                            "/worker-2",
                            new Usage(0.5, 0x1p30, OptionalDouble.of(0.1), OptionalDouble.of(0.2)))));
            assertThat(line(pilot, "worker-1")).contains("85%", "97%", "16.0Gi", "✖ cpu high, memory very high");
            assertThat(line(pilot, "worker-2")).contains("10%").doesNotContain("high");
            pilot.press("/").type("cpu%>80").press("enter").expect("worker-1").expectNot("worker-2");
        }
    }

    @Test
    void whatIsMuchIsWhatTheUserCallsMuch() {
        Row node = row("", "worker-1");
        try (Pilot<Model> pilot = list(Kind.NODE, "nodes @eu-1", node)) {
            Settings calm = new Settings(
                    "auto",
                    List.of(),
                    List.of(),
                    ScreenSettings.DEFAULT,
                    new Display(true, LogLimits.USUAL, new Thresholds(new Level(50, 90), new Level(98, 99)), true),
                    List.of(),
                    Optional.empty());
            pilot.send(new DeskMsg.SettingsRead(Answer.of(calm, Told.NOW)))
                    .send(new BrowseMsg.Measured(
                            page(),
                            "eu-1",
                            Map.of(
                                    "/worker-1",
                                    new Usage(3.5, 0x1p34, OptionalDouble.of(0.5), OptionalDouble.of(0.97)))));
            assertThat(line(pilot, "worker-1")).contains("▲ cpu high").doesNotContain("memory");
        }
    }
}
