package io.millwright.app.screen;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a page of objects makes of rows as they were seen before. */
class CachedRowsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    private final Told told = new Told();
    private final RowStore store = new RowStore();

    private static Row row(String name, String... cells) {
        return new Row(
                "eu-1",
                "shop",
                name,
                List.of(cells),
                "",
                0,
                Told.NOW.minusSeconds(720).getEpochSecond());
    }

    private Pilot<Model> tell(Pilot<Model> pilot, boolean anew) {
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), anew));
    }

    private Pilot<Model> opened(int more) {
        Pilot<Model> pilot = told.start(100, 20, "pods @eu-1");
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        store.cached(
                List.of(row("web-1", "web-1", "Running"), row("web-2", "web-2", "Pending")),
                new Freshness.Cached(Told.NOW.minusSeconds(720), more));
        return tell(pilot, true);
    }

    @Test
    void theyAreSaidToBeOldUntilTheClusterHasToldAll() {
        try (Pilot<Model> pilot = opened(9_800)) {
            pilot.expect("web-1").expect("Pending").expect("12 min old, 9800 more to come, asking");
            store.listed("shop", List.of(row("web-2", "web-2", "Running"), row("web-3", "web-3", "Running")));
            tell(pilot, false)
                    .expect("12 min old")
                    .expect("web-3")
                    .expectNot("web-1")
                    .expectNot("(gone)")
                    .expectNot("Pending");
            store.complete(Set.of("shop"));
            store.fresh(new Freshness.Live());
            pilot.send(new BrowseMsg.Opened(told.last(BrowseEffect.Open.class).page(), "eu-1"));
            tell(pilot, false).expect("live").expectNot("min old");
        }
    }

    @Test
    void theyStayWithTheirAgeWhereTheClusterDoesNotAnswer() {
        try (Pilot<Model> pilot = opened(0)) {
            Problem why = new Problem(
                    Problem.Kind.CLUSTER,
                    "list pods",
                    "cluster eu-1",
                    "no route to host",
                    "Try later.",
                    Optional.empty());
            pilot.send(new BrowseMsg.Failed(
                            told.last(BrowseEffect.Open.class).page(), "eu-1", "", Answer.failed(why, Told.NOW)))
                    .expect("can't list pods: no route to host")
                    .expect("web-1")
                    .expect("12 min old")
                    .expectNot("asking");
        }
    }

    @Test
    void theyGoWhereTheServerDrawsOtherColumnsNow() {
        try (Pilot<Model> pilot = opened(0)) {
            store.columns(List.of(new Column("Name", false), new Column("Phase", false), new Column("Zone", false)));
            store.listed("shop", List.of(row("web-2", "web-2", "Running", "eu-1a")));
            tell(pilot, false)
                    .expect("phase")
                    .expect("eu-1a")
                    .expectNot("status")
                    .expectNot("web-1");
        }
    }
}
