package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds where a context is looked at, and nowhere else. */
class ContextSettingsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    @TempDir
    private Path folder = Path.of(".");

    private MillDesk desk(String yaml) throws IOException {
        Settings settings = SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), yaml));
        assertThat(settings.warnings()).isEmpty();
        return new MillDesk(Danger.REVERSIBLE).set(settings);
    }

    @Test
    void anAliasMeansWhatItMeansInTheContextThatIsLookedAtOrNamed() throws IOException {
        MillDesk desk = desk("""
                aliases: {pp: pods app=web}
                contexts:
                  eu-*: {aliases: {PP: pods app=shop}}
                """);
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press(":").type("pp").press("enter").expect("pods app=shop");
            pilot.press("esc", "right").expectNot("pods app");
            pilot.press(":").type("pp").press("enter").expect("pods app=web");
            pilot.press("esc", "left");
            pilot.press(":").type("pp @lab").press("enter").expect("pods on lab app=web");
        }
    }

    @Test
    void aHotkeyOpensAnotherLineWhereAContextIsLookedAt() throws IOException {
        MillDesk desk = desk("""
                hotkeys: {f7: plugins}
                contexts:
                  lab: {hotkeys: {f7: operations, f8: forwards}}
                """);
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press("f8").expectNot("millwright   forwards").press("f7").expect("millwright   plugins");
            pilot.press("esc", "right", "f8").expect("millwright   forwards");
        }
    }

    @Test
    void whatOfThemDoesNotHoldIsSaid() throws IOException {
        try (Pilot<Model> pilot =
                desk("contexts: {lab: {hotkeys: {d: pods}}}\n").screen("settings")) {
            pilot.expect("use the hotkey").expect("key d");
        }
    }

    private static Row row(String context, String name) {
        return new Row(context, "db", name, List.of(name, "1/1", "Running"), "u-" + name, 0, 0);
    }

    private static Pilot<Model> pods(MillDesk desk, String line) {
        Told told = new Told(desk);
        Pilot<Model> pilot = told.start(120, 20, line);
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Ready", false), new Column("Status", false)));
        store.put(row("eu-1", "orders-1"));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true));
    }

    private static final String PROGRAMS = """
            programs:
              look: {key: f6, says: look at it, kinds: [pods], run: [all, $NAME], harmless: true}
              tail: {key: f7, says: follow it, kinds: [pods], run: [tail, $NAME], harmless: true}
              same: {key: f8, says: for all, kinds: [pods], run: [same, $NAME], harmless: true}
            contexts:
              eu-*:
                programs:
                  look: {key: f9, says: look there, kinds: [pods], run: [there, $NAME], harmless: true}
                  other: {key: f7, says: other there, kinds: [pods], run: [other, $NAME], harmless: true}
              eu-1: {programs: {look: {key: f9, kinds: [pods], run: [late], harmless: true}}}
              lab: {programs: {same: {key: f8, kinds: [pods], run: [lab], harmless: true}}}
            """;

    @Test
    void aProgramOfAContextStandsForThoseOfItsNameOrKeyWhereTheSelectedRowIsOfIt() throws IOException {
        try (Pilot<Model> pilot = pods(desk(PROGRAMS), "pods")) {
            pilot.press("f6", "f7", "f8", "f9");
            assertThat(pilot.terminal().handed())
                    .extracting(hand -> hand.command())
                    .containsExactly(
                            List.of("other", "orders-1"), List.of("same", "orders-1"), List.of("there", "orders-1"));
            pilot.press("x", "end").expect("look there").expectNot("look at it").expectNot("follow it");
        }
    }

    @Test
    void programsOfContextsAreListedWithTheSettingsAndWhatOfThemDoesNotHoldIsSaid() throws IOException {
        MillDesk desk = desk("""
                contexts:
                  lab: {programs: {look: {key: f9, says: look there, run: [ls]}, taken: {key: d, run: [ls]}}}
                """);
        try (Pilot<Model> pilot = desk.screen("settings")) {
            pilot.expect("its key 'd' is objects.describe").press("end").expect("program look on lab");
        }
    }

    private static final String KINDS = """
            kinds: {pods: {columns: [Name, Status]}}
            namespaces: [everywhere]
            contexts:
              eu-1: {kinds: {pods: {columns: [Name, Ready]}}, namespaces: [db, shop]}
            """;

    @Test
    void columnsAndNamespacesOfAContextHoldInListsOfItAlone() throws IOException {
        try (Pilot<Model> pilot = pods(desk(KINDS), "pods @eu-1")) {
            pilot.expect("1/1").expectNot("Running").expect("2 shop");
        }
        try (Pilot<Model> pilot = pods(desk(KINDS), "pods")) {
            pilot.expect("Running").expectNot("1/1").expect("1 everywhere");
        }
    }
}
