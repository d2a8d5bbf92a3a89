package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.KindView;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.ViewColumn;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is set of a kind, and the lists of it that are open already. */
class KindSettingsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    private final Told told = new Told().instead(DeskEffect.LoadSettings.class);

    private static Settings pods(String sort, String... columns) {
        ScreenSettings screen = ScreenSettings.DEFAULT.withKinds(Map.of(
                "pods", new KindView(Stream.of(columns).map(ViewColumn::parse).toList(), sort, false)));
        return new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty());
    }

    /** A list of pods that is there before anybody has read the settings. */
    private Pilot<Model> start() {
        return tell(told.start(120, 20, "pods")).expect("0/1");
    }

    private Pilot<Model> tell(Pilot<Model> pilot) {
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Ready", false), new Column("Status", false)));
        store.put(new Row("eu-1", "db", "early", List.of("early", "1/1", "Running"), "u1", 0, 0));
        store.put(new Row("eu-1", "db", "late", List.of("late", "0/1", "Completed"), "u2", 0, 0));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true));
    }

    private static Pilot<Model> read(Pilot<Model> pilot, Settings settings) {
        return pilot.send(new DeskMsg.SettingsRead(Answer.of(settings, Told.NOW)));
    }

    private static Pilot<Model> written(Pilot<Model> pilot, Settings settings) {
        return pilot.send(new DeskMsg.SettingsChanged(settings, Answer.of(List.of(), Told.NOW)));
    }

    private static void isAbove(Pilot<Model> pilot, String first, String second) {
        assertThat(pilot.screen().indexOf(first)).isBetween(0, pilot.screen().indexOf(second));
    }

    @Test
    void aListThatWasThereBeforeTheSettingsHasTheirColumnsAndTheirOrder() {
        try (Pilot<Model> pilot = start()) {
            isAbove(pilot, "early", "late");
            read(pilot, pods("Ready", "Status", "Name")).expectNot("0/1").expect("status");
            isAbove(pilot, "late", "early");
        }
    }

    @Test
    void whatIsWrittenBesideAnOpenListHoldsForIt() {
        try (Pilot<Model> pilot = start()) {
            read(pilot, pods("", "Name", "Status")).expectNot("0/1");
            written(pilot, pods("", "Name", "Ready")).expect("0/1").expectNot("Completed");
        }
    }

    @Test
    void anOrderThatWasChosenStays() {
        try (Pilot<Model> pilot = start()) {
            pilot.press("S"); // by status
            isAbove(pilot, "late", "early");
            pilot.press("S");
            read(pilot, pods("Ready", "Name", "Status"));
            isAbove(pilot, "early", "late");
        }
    }

    @Test
    void aListOfAnotherNamespaceHasThemToo() {
        try (Pilot<Model> pilot = start()) {
            read(pilot, pods("", "Name", "Status")).press("w").expect("pods in db");
            tell(pilot).expect("Completed").expectNot("0/1");
        }
    }

    @Test
    void aListThatIsComeBackToFollowsWhatWasWrittenMeanwhile() {
        try (Pilot<Model> pilot = start()) {
            pilot.press(":").type("plugins").press("enter").expect("millwright   plugins");
            written(pilot, pods("", "Name", "Status"))
                    .press("[")
                    .expect("Completed")
                    .expectNot("0/1");
        }
    }
}
