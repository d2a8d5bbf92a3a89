package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** What changes in a list is marked for a while; what goes, goes after one could see it. */
class ChangedCellsTest {
    private final Told told = new Told();
    private final RowStore store = new RowStore();

    private static Row row(String name, String status, String age) {
        return new Row("eu-1", "db", name, List.of(name, status, age), "u-" + name, 0, Told.NOW.getEpochSecond());
    }

    private Pilot<Model> start() {
        Pilot<Model> pilot = told.start(100, 24, "pods @eu-1");
        store.columns(List.of(new Column("Name", false), new Column("Status", false), new Column("Age", false)));
        store.put(row("orders-1", "Running", "41d"));
        store.put(row("orders-2", "Running", "41d"));
        return tell(pilot, true);
    }

    private Pilot<Model> tell(Pilot<Model> pilot, boolean anew) {
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(
                new BrowseMsg.Listed(page, "eu-1", new Served(Kind.POD, "pod", List.of("po")), store.take(), anew));
    }

    private static Pilot<Model> after(Pilot<Model> pilot, int seconds) {
        return pilot.send(new Tick(Told.NOW.plusSeconds(seconds)));
    }

    @Test
    void aCellThatChangedIsMarkedForSomeSecondsAndAgesAreNot() {
        try (Pilot<Model> pilot = start()) {
            pilot.expectNot("▸");
            store.put(row("orders-2", "Error", "42d"));
            tell(pilot, false).expect("▸Error").expectNot("▸42d").expectNot("▸Running");
            after(pilot, 4).expect("▸Error");
            after(pilot, 5).expect("Error").expectNot("▸");
        }
    }

    @Test
    void aRowWhoseObjectIsGoneStaysForSomeSecondsAndSaysSo() {
        try (Pilot<Model> pilot = start()) {
            store.gone("db", "orders-1");
            tell(pilot, false).expect("✗ orders-1 (gone)");
            after(pilot, 5).expectNot("orders-1").expect("orders-2");
        }
    }

    @Test
    void anObjectThatComesBackUnderItsNameIsThereOnce() {
        try (Pilot<Model> pilot = start()) {
            store.gone("db", "orders-1");
            tell(pilot, false);
            store.put(row("orders-1", "Pending", "1s"));
            tell(pilot, false).expect("▸Pending").expectNot("(gone)");
            assertThat(pilot.screen().lines().filter(l -> l.contains("orders-1 ")))
                    .hasSize(1);
            after(pilot, 5).expect("orders-1");
        }
    }
}
