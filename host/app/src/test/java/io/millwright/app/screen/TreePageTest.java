package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Relations.Found;
import io.millwright.app.browse.Relations.Related;
import io.millwright.app.browse.Relations.State;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tree in which an object is, told by the test. */
class TreePageTest {
    private final Told told = new Told();

    private static Related related(String role, String word, String name, State state, Related... children) {
        return new Related(role, word, "db", name, state, List.of(children));
    }

    private Pilot<Model> list(Kind kind, String word, String name) {
        Pilot<Model> pilot = told.start(110, 24, word + " @eu-1");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "db", name, List.of(name), "u", 0, 0));
        return pilot.send(new BrowseMsg.Listed(
                told.last(BrowseEffect.Open.class).page(),
                "eu-1",
                new Served(kind, word, List.of()),
                store.take(),
                true));
    }

    private Pilot<Model> answer(Pilot<Model> pilot, Related root) {
        return pilot.send(new BrowseMsg.Related(
                told.last(BrowseEffect.Relate.class).page(), Answer.of(new Found(root, List.of()), Told.NOW)));
    }

    @Test
    void oneBeginsAtTheObjectAndEachPartOpens() {
        try (Pilot<Model> pilot = list(Kind.POD, "pods", "orders-1").press("T")) {
            assertThat(told.last(BrowseEffect.Relate.class))
                    .isEqualTo(new BrowseEffect.Relate(
                            told.last(BrowseEffect.Relate.class).page(),
                            new ObjectAsk("eu-1", "pods", "db", "orders-1"),
                            false));
            pilot.expect("reading what belongs to orders-1");
            answer(
                            pilot,
                            related(
                                    "",
                                    "Cluster.postgresql.cnpg.io",
                                    "orders",
                                    new State("not ready: Degraded", true),
                                    related(
                                            "owns",
                                            "Pod",
                                            "orders-1",
                                            new State("Running", false),
                                            related("mounts", "Secret", "lost", new State("not there", true)))))
                    .expect("▲ Cluster orders  not ready: Degraded")
                    .expect("● owns Pod orders-1  Running")
                    .expect("▲ mounts Secret lost  not there");
            pilot.press("down", "y");
            assertThat(told.last(BrowseEffect.Look.class).ask())
                    .isEqualTo(new ObjectAsk("eu-1", "Secret", "db", "lost"));
        }
    }

    @Test
    void whatNeedsASecretIsOneKeyAwayAndOtherKindsSayWhyNot() {
        try (Pilot<Model> pilot = list(Kind.SECRET, "secrets", "login").press("I")) {
            assertThat(told.last(BrowseEffect.Relate.class).users()).isTrue();
            answer(pilot, related("", "Secret", "login", new State("", false)))
                    .expect("No pod, workload, Ingress or service account of its namespace names it.");
        }
        try (Pilot<Model> pilot = list(Kind.SECRET, "secrets", "login").press("I")) {
            Problem refused = new Problem(
                    Problem.Kind.CLUSTER,
                    "list cronjobs and jobs in namespace db",
                    "cluster eu-1",
                    "forbidden",
                    "Ask for the right.",
                    Optional.of("403"));
            pilot.send(new BrowseMsg.Related(
                            told.last(BrowseEffect.Relate.class).page(),
                            Answer.of(
                                    new Found(related("", "Secret", "login", new State("", false)), List.of(refused)),
                                    Told.NOW)))
                    .expect("can't list cronjobs and jobs in namespace db")
                    .expect("Of what could be read, no pod, workload, Ingress or service account");
        }
        try (Pilot<Model> pilot = list(Kind.POD, "pods", "web").press("I")) {
            pilot.expect("pods name no objects of this kind");
        }
    }

    @Test
    void whatCannotBeReadSaysSo() {
        try (Pilot<Model> pilot = list(Kind.POD, "pods", "orders-1").press("T")) {
            pilot.send(new BrowseMsg.Related(
                    told.last(BrowseEffect.Relate.class).page(),
                    Answer.failed(
                            Problem.user("read Pod db/orders-1", "cluster eu-1", "it is not there", "Look again."),
                            Told.NOW)));
            pilot.expect("it is not there");
        }
    }

    @Test
    void whatIsBeyondTheNamespaceIsReadWhenItsRowIsOpened() {
        Related volume = new Related("is", "PersistentVolume", "", "pv-7", new State("", false), List.of(), true);
        Related elsewhere = new Related("elsewhere", "", "db", "orders", new State("", false), List.of(), true);
        Related claim = related("", "PersistentVolumeClaim", "data", new State("Bound", false), volume, elsewhere);
        try (Pilot<Model> pilot = list(Kind.POD, "pods", "data").press("T")) {
            answer(pilot, claim).expect("▸ · is PersistentVolume pv-7").press("down", "right");
            BrowseEffect.RelateMore asked = told.last(BrowseEffect.RelateMore.class);
            assertThat(asked.ask()).isEqualTo(new ObjectAsk("eu-1", "PersistentVolume", "", "pv-7"));
            pilot.expect("reading …");
            Related back = new Related(
                    "claimed by", "PersistentVolumeClaim", "db", "data", new State("", false), List.of(), true);
            Related shop = new Related("used by", "Pod", "shop", "till", new State("Running", false), List.of());
            Related opened =
                    new Related("", "PersistentVolume", "", "pv-7", new State("Released", true), List.of(back, shop));
            pilot.send(new BrowseMsg.RelatedMore(
                            asked.page(), asked.row(), Answer.of(new Found(opened, List.of()), Told.NOW)))
                    .expect("▲ is PersistentVolume pv-7  Released")
                    .expect("used by Pod shop/till  Running")
                    .expectNot("claimed by");
        }
    }

    @Test
    void whatIsElsewhereIsAskedForByTheFirstObjectAndSaysWhenThereIsNothing() {
        Related elsewhere = new Related("elsewhere", "", "db", "orders-1", new State("", false), List.of(), true);
        try (Pilot<Model> pilot = list(Kind.POD, "pods", "orders-1").press("T")) {
            answer(pilot, related("", "Pod", "orders-1", new State("Running", false), elsewhere))
                    .expect("elsewhere, with its labels")
                    .press("down", "y")
                    .expect("it stands for several; right opens it")
                    .press("right");
            BrowseEffect.RelateMore asked = told.last(BrowseEffect.RelateMore.class);
            assertThat(asked.elsewhere()).isTrue();
            assertThat(asked.ask()).isEqualTo(new ObjectAsk("eu-1", "Pod", "db", "orders-1"));
            pilot.send(new BrowseMsg.RelatedMore(
                            asked.page(), asked.row(), Answer.of(new Found(elsewhere, List.of()), Told.NOW)))
                    .expect("nothing more");
        }
    }
}
