package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
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
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists with the columns that their user has set, the server's and those that are computed. */
class OwnColumnsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final KindView VIEW =
            view("", "Name", "NODE:.spec.nodeName", "SINCE:.status.startTime|T", "IP|W", "SHARE:.spec.share|NH");

    private static KindView view(String sort, String... columns) {
        return new KindView(Stream.of(columns).map(ViewColumn::parse).toList(), sort, false);
    }

    private static MillDesk desk(Map<String, KindView> kinds) {
        return new MillDesk(Danger.REVERSIBLE).set(with(kinds));
    }

    private static Settings with(Map<String, KindView> kinds) {
        return new Settings(
                "auto", List.of(), List.of(), ScreenSettings.DEFAULT.withKinds(kinds), List.of(), Optional.empty());
    }

    private static Resource settings(String namespace, String name, String size) {
        return Resource.of(Kind.CONFIG_MAP, namespace, name, Map.of("data", Map.of("size", size)))
                .with("u-" + namespace + name, "metadata", "uid");
    }

    /** As the clusters of the desk say it, through what asks them. */
    private static MillDesk withSettings(Map<String, KindView> kinds) {
        return desk(kinds)
                .withReleases(
                        List.of(),
                        settings("db", "one", "9"),
                        settings("db", "two", "10"),
                        settings("shop", "six", "2"));
    }

    @Test
    void aColumnIsComputedFromAPathAndTheRowsAreSortedByIt() {
        Map<String, KindView> kinds = Map.of("configmap", view("SIZE", "Name", "SIZE:.data.size"));
        try (Pilot<Model> pilot = withSettings(kinds).screen()) {
            pilot.press(":").type("configmaps @lab").press("enter").expect("size ↑");
            assertThat(pilot.screen()).containsSubsequence("six", "one", "two");
            pilot.press("/").type("size>8").press("enter").expectNot("six").expect("two");
        }
    }

    @Test
    void aStartWithTheListShowsThemWhenTheSettingsAreRead() {
        Map<String, KindView> kinds = Map.of("configmaps", view("", "Name", "SIZE:.data.size"));
        try (Pilot<Model> pilot = withSettings(kinds).screen("configmaps @lab")) {
            pilot.expect("size").expect("10");
        }
    }

    @Test
    void aNamespaceMayHaveItsOwnAndGoingThereShowsThem() {
        Map<String, KindView> kinds = new LinkedHashMap<>();
        kinds.put("configmaps", view("", "Name", "SIZE:.data.size"));
        kinds.put("configmaps@d*", view("", "Name", "WEIGHT:.data.size"));
        try (Pilot<Model> pilot = withSettings(kinds).screen()) {
            pilot.press(":").type("configmaps @lab").press("enter").expect("size");
            pilot.press("w").expect("configmaps in db").expect("weight").expectNot("size");
            pilot.press("0").expect("in all namespaces").expect("size").expectNot("weight");
        }
    }

    private static Row pod(String name, String node, String since, String share) {
        return new Row(
                "eu-1",
                "shop",
                name,
                List.of(name, "Running", "10.0.0.7", node, since, share),
                "u-" + name,
                0,
                Told.NOW.getEpochSecond());
    }

    private static Pilot<Model> pods(Told told, int width) {
        Pilot<Model> pilot = told.start(width, 24, "fleet");
        pilot.press(":").type("pods @eu-1").press("enter");
        RowStore store = new RowStore();
        store.columns(Stream.of("Name", "Status", "IP", "NODE", "SINCE", "SHARE")
                .map(title -> new Column(title, title.equals("IP")))
                .toList());
        store.put(pod("web", "worker-2", "2026-11-24T09:15:00Z", "30"));
        store.put(pod("db", "worker-1", "2026-11-20T10:00:00Z", "4"));
        store.put(pod("new", "<none>", "<none>", "100"));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", "", PODS, store.take(), true));
    }

    @Test
    void whatWasSetGoesWithTheQuestionAndTheAnswerIsDrawnSo() {
        Told told = new Told(desk(Map.of("pods", VIEW)));
        try (Pilot<Model> pilot = pods(told, 100)) {
            assertThat(told.last(BrowseEffect.Open.class).views().of(PODS, "")).contains(VIEW);
            pilot.expect("worker-2")
                    .expect("45m")
                    .expect("4d")
                    .expectNot("10.0.0.7")
                    .expectNot("status");
            pilot.press("ctrl-w").expect("10.0.0.7").expect("status").expectNot("share");
        }
    }

    @Test
    void momentsAreFilteredAndSortedAsTheTimeSince() {
        Told told = new Told(desk(Map.of("pods", VIEW)));
        try (Pilot<Model> pilot = pods(told, 100)) {
            pilot.press("/").type("since<2h").press("enter").expect("web").expectNot("worker-1");
            pilot.press("esc", "/")
                    .type("since>1d")
                    .press("enter")
                    .expect("worker-1")
                    .expectNot("worker-2");
            pilot.press("esc", "/")
                    .type("share>20")
                    .press("enter")
                    .expect("web")
                    .expect("new")
                    .expectNot("worker-1");
        }
    }

    @Test
    void whatIsWrittenBesideAnOpenListIsComputedForItInTheOrderThatWasChosen() {
        MillDesk desk = withSettings(Map.of());
        try (Pilot<Model> pilot = desk.screen("configmaps @lab")) {
            pilot.expect("two").press("N").expectNot("size");
            desk.rewrite(with(Map.of("configmaps", view("", "Name", "SIZE:.data.size"))));
            pilot.send(new DeskMsg.SettingsChanged(desk.settings(), Answer.of(desk.clusters(), Told.NOW)))
                    .expect("size")
                    .expect("10");
            desk.rewrite(with(Map.of("configmaps", view("", "Name", "WEIGHT:.data.size"))));
            pilot.press(">", ">")
                    .send(new DeskMsg.SettingsChanged(desk.settings(), Answer.of(desk.clusters(), Told.NOW)));
            pilot.expect("weight").expectNot("size");
        }
    }
}
