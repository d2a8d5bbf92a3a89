package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Forwardable;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Desk;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.ContextEntries;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Text;
import io.millwright.tui.Tick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A page of objects, told by the test what the clusters say. */
class KindPageTest {
    private final Told told = new Told();
    private final RowStore store = new RowStore();

    private Pilot<Model> start(String size, String page) {
        String[] parts = size.split("x", 2);
        return told.start(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), page);
    }

    /** The page's number, under which it is told. */
    private long page() {
        return told.last(BrowseEffect.Open.class).page();
    }

    private Pilot<Model> tell(Pilot<Model> pilot, boolean anew) {
        return pilot.send(new BrowseMsg.Listed(page(), "eu-1", Samples.PODS, store.take(), anew));
    }

    private Pilot<Model> pods(String size) {
        return pods(size, "pods");
    }

    private Pilot<Model> pods(String size, String line) {
        Pilot<Model> pilot = start(size, line);
        store.columns(Samples.POD_COLUMNS);
        Samples.pods().forEach(store::put);
        store.fresh(new Freshness.Live());
        return tell(pilot, true);
    }

    @Test
    void eachUsableClusterIsListedThenWatchedAndLeftAloneWhenThePageIs() {
        try (Pilot<Model> pilot = pods("80x24")) {
            assertThat(told.asked(BrowseEffect.Open.class))
                    .extracting(BrowseEffect.Open::context)
                    .containsExactlyInAnyOrder("eu-1", "lab", "eu-2");
            pilot.send(new BrowseMsg.Opened(page(), "eu-1"));
            assertThat(told.asked(BrowseEffect.Watch.class)).containsExactly(new BrowseEffect.Watch(page(), "eu-1"));
            pilot.expect("live").press("esc").expect("fleet");
            store.put(Samples.pod("db", "late", "1/1", "Running", "0", "1s"));
            tell(pilot, false).expectNot("late");
        }
    }

    @Test
    void aContextThatIsNotThereIsSaidAtOnce() {
        try (Pilot<Model> pilot = start("100x24", "pods @typo")) {
            assertThat(told.asked(BrowseEffect.Open.class)).isEmpty();
            pilot.expect("there is no context of that name").expect(":fleet");
        }
    }

    @Test
    void aContextThatCannotBeUsedIsNamedBesideTheRowsOfTheOthers() {
        Problem why =
                Problem.user("use it", "context eu-9", "its certificate can't be read", "Look at the kubeconfig.");
        try (Pilot<Model> pilot = pods("100x24")) {
            pilot.send(new DeskMsg.ClustersRead(Answer.of(
                    List.of(cluster("eu-1", Optional.empty()), cluster("eu-9", Optional.of(why))), Told.NOW)));
            pilot.expect("eu-9").expect("its certificate can't be read").expect("orders-1");
        }
    }

    private static Desk.ClusterRow cluster(String name, Optional<Problem> unusable) {
        return new Desk.ClusterRow(
                name,
                "https://" + name,
                "default",
                Optional.empty(),
                unusable,
                new ContextEntries(name, "me", List.of()));
    }

    @Test
    void rowsGrowOutOfAFilterByAge() {
        try (Pilot<Model> pilot = start("100x24", "pods")) {
            store.columns(Samples.POD_COLUMNS);
            store.put(Samples.pod("db", "young", "1/1", "Running", "0", "1m"));
            store.put(Samples.pod("db", "younger", "1/1", "Running", "0", "1s"));
            tell(pilot, true).press("/").type("age<2m").press("enter").expect("young ");
            pilot.send(new Tick(Told.NOW.plusSeconds(70))).expectNot("young ").expect("younger");
        }
    }

    @Test
    void labelsThatWereChosenAreTakenBackByNone() {
        try (Pilot<Model> pilot = pods("100x24")) {
            pilot.press("/").type("-l app=web").press("enter");
            assertThat(told.last(BrowseEffect.Open.class).labels()).isEqualTo("app=web");
            pilot.press("/").type("-l").press("enter");
            assertThat(told.last(BrowseEffect.Open.class).labels()).isEmpty();
        }
    }

    @Test
    void theSelectionStaysOnItsObjectWhateverComesAndGoes() {
        try (Pilot<Model> pilot = pods("80x24")) {
            pilot.press("down", "down");
            assertThat(pilot.screen()
                            .lines()
                            .toList()
                            .get(pilot.grid().cursor().orElseThrow().row()))
                    .contains("orders-2");
            store.put(Samples.pod("aaa", "first", "1/1", "Running", "0", "1s"));
            store.gone("batch", "nightly-29101");
            store.put(Samples.pod("db", "orders-1-b", "1/1", "Running", "0", "1s"));
            tell(pilot, false).expect("first").expect("✗ nightl").expect("(gone)");
            pilot.send(new Tick(Told.NOW.plusSeconds(6))).expectNot("nightly");
            assertThat(pilot.screen()
                            .lines()
                            .toList()
                            .get(pilot.grid().cursor().orElseThrow().row()))
                    .contains("orders-2");
        }
    }

    @Test
    void aFieldIsPickedByItsLettersAndCopiedWholeAlsoOneWithoutAColumn() {
        try (Pilot<Model> pilot = pods("80x24")) {
            pilot.expectNot("10.0.0.7").press("Y").expect("uid   u-");
            pilot.type("10.0.0.7").expect("ip   10.0.0.7").press("enter").expect("Copied: 10.0.0.7");
            assertThat(pilot.terminal().copied()).containsExactly("10.0.0.7");
            pilot.press("Y", "esc").expectNot("uid   u-");
            assertThat(pilot.terminal().copied()).hasSize(1);
        }
    }

    @Test
    void faultsAreShownAloneOnOneKey() {
        try (Pilot<Model> pilot = pods("80x24")) {
            pilot.press("f").expect("web-6d4f-qq7lk").expectNot("orders-1").expectNot("nightly");
            pilot.press("f").expect("orders-1");
        }
    }

    @Test
    void labelsAreAskedOfTheServerWhenTheyAreTypedToTheEnd() {
        try (Pilot<Model> pilot = pods("80x24")) {
            pilot.press("/").type("-l app=web");
            told.forget();
            pilot.press("enter").expect("pods app=web");
            assertThat(((BrowseEffect.Open) told.asked().getFirst()).labels()).isEqualTo("app=web");
        }
    }

    @Test
    void aLineNamesNamespaceContextLabelsAndFilter() {
        try (Pilot<Model> pilot = pods("120x40", "pods shop @eu-1 app=web /crash")) {
            assertThat(told.asked())
                    .containsExactly(new BrowseEffect.Open(page(), "eu-1", "pods", Optional.of("shop"), "app=web"));
            pilot.expect("web-6d4f-qq7lk").expectNot("web-6d4f-x2x9p").expect("1 of 5");
        }
    }

    @Test
    void rowsThatAreNoLongerFreshSaySo() {
        try (Pilot<Model> pilot = pods("120x40")) {
            store.fresh(new Freshness.Stale(
                    Told.NOW.minusSeconds(130),
                    new Problem(
                            Problem.Kind.CLUSTER,
                            "watch pods",
                            "cluster eu-1",
                            "gone away",
                            "Wait.",
                            Optional.empty())));
            tell(pilot, false).expect("2 min old: gone away").expect("orders-1");
        }
    }

    private BrowseEffect.Gather gathered() {
        return told.last(BrowseEffect.Gather.class);
    }

    @Test
    void whatIsMarkedIsDoneToAllOfItByOnePlan() {
        try (Pilot<Model> pilot = pods("120x40")) {
            pilot.press("space", "down", "V").expect("3 marked");
            pilot.press("ctrl-d").expect("reading 3 objects");
            assertThat(gathered().rows())
                    .extracting(Row::uid)
                    .containsExactly("u-nightly-29101", "u-orders-1", "u-orders-2");
            List<Resource> objects = gathered().rows().stream()
                    .map(r -> Resource.of(Kind.POD, r.namespace(), r.name(), Map.of())
                            .with(r.uid(), "metadata", "uid"))
                    .toList();
            pilot.send(new BrowseMsg.Gathered(
                            page(),
                            gathered().action(),
                            Answer.of(new BrowseMsg.Chosen("eu-1", Kind.POD, objects), Told.NOW)))
                    .expect("3-pods")
                    .expect("What it owns");
        }
    }

    @Test
    void marksAreKeptWhileTheyAreHiddenAndCounted() {
        try (Pilot<Model> pilot = pods("120x40")) {
            pilot.press("*").expect("5 marked");
            pilot.press("/").type("orders").press("enter").expect("5 marked (3 hidden by the filter)");
            pilot.press("esc")
                    .expect("5 marked")
                    .press("esc")
                    .expectNot("marked")
                    .expect("orders-1");
        }
    }

    @Test
    void whatIsDeletedOrMadeAnewLosesItsMark() {
        try (Pilot<Model> pilot = pods("120x40")) {
            pilot.press("*").expect("5 marked");
            store.gone("batch", "nightly-29101");
            store.put(new Row(
                    "eu-1", "db", "orders-1", List.of("orders-1", "0/1", "Pending", "0", "1s"), "u-other", 0, 0));
            store.put(Samples.pod("db", "orders-2", "0/1", "Error", "2", "41d"));
            tell(pilot, false).expect("3 marked");
        }
    }

    @Test
    void anEditIsForOneObjectOnlyAndMarksInTwoClustersMakeNoPlan() {
        try (Pilot<Model> pilot = pods("120x40")) {
            pilot.press("space", "space", "e").expect("one object at a time");
            RowStore other = new RowStore();
            other.columns(Samples.POD_COLUMNS);
            other.put(new Row("eu-2", "shop", "web-9", List.of("web-9", "1/1", "Running", "0", "1h"), "u-9", 0, 0));
            pilot.send(new BrowseMsg.Listed(page(), "eu-2", Samples.PODS, other.take(), true));
            pilot.press("*", "ctrl-d").expect("A plan is for one cluster").expect("eu-2");
            assertThat(told.asked()).noneMatch(BrowseEffect.Gather.class::isInstance);
        }
    }

    @Test
    void aShellGetsTheTerminalAndAReadOnlyClusterHasNone() {
        try (Pilot<Model> pilot = pods("120x40")) {
            pilot.press("$");
            assertThat(told.asked())
                    .anyMatch(e -> e instanceof BrowseEffect.TalkTo t
                            && t.pod().name().equals("nightly-29101")
                            && !t.attach());
            pilot.send(new BrowseMsg.TalkReady(
                            page(),
                            Answer.failed(
                                    Problem.user(
                                            "open a shell",
                                            "eu-1",
                                            "no container of it runs: it is Succeeded",
                                            "Wait."),
                                    Told.NOW)))
                    .expect("no container of it runs");
        }
    }

    @Test
    void aPortIsForwardedByAFormThatKnowsTheDeclaredOnesAndIsListed() {
        try (Pilot<Model> pilot = pods("120x40")) {
            pilot.press("F").expect("Forward ports to pods batch/nightly-29101");
            BrowseEffect.ReadPorts look = (BrowseEffect.ReadPorts) told.asked().getLast();
            Resource pod = Resource.of(
                    Kind.POD,
                    "batch",
                    "nightly-29101",
                    Map.of(
                            "spec",
                            Map.of(
                                    "containers",
                                    List.of(Map.of("name", "c", "ports", List.of(Map.of("containerPort", 8443)))))));
            pilot.send(new BrowseMsg.PortsRead(
                            look.page(), Answer.of(new Forwardable(pod, Optional.empty()), Told.NOW)))
                    .expect("8443")
                    .expect("it declares 8443")
                    .press("enter");
            assertThat(told.asked().getLast())
                    .isEqualTo(new BrowseEffect.OpenForward(look.page(), look.ask(), 8443, 0));
            pilot.send(new BrowseMsg.Forwarded(
                            look.page(),
                            Answer.failed(
                                    Problem.user("forward a port", "eu-1", "it is in use", "Choose another."),
                                    Told.NOW)))
                    .expect("it is in use")
                    .press("enter");
            BrowseMsg.ForwardRow row = new BrowseMsg.ForwardRow(
                    1, "eu-1", "Pod batch/nightly-29101", 8443, 40001, "nightly-29101", 2, Optional.empty());
            pilot.send(new BrowseMsg.Forwarded(look.page(), Answer.of(row, Told.NOW)))
                    .expect("127.0.0.1:40001 leads to");
            BrowseEffect.WatchForwards watch = told.last(BrowseEffect.WatchForwards.class);
            pilot.send(new BrowseMsg.ForwardsSeen(watch.page(), List.of(row)))
                    .expect("127.0.0.1:40001")
                    .expect("listens")
                    .press("ctrl-d");
            assertThat(told.asked().getLast()).isEqualTo(new BrowseEffect.CloseForward(watch.page(), 1));
        }
    }

    @Test
    void wideAndRightToLeftNamesAndEscapesMoveNoColumnAndDriveNothing() {
        try (Pilot<Model> pilot = pods("120x40")) {
            store.put(Samples.pod("shop", "\u65e5\u672c\u8a9e", "1/1", "Running", "0", "1d"));
            store.put(Samples.pod("shop", "\u05e9\u05dc\u05d5\u05dd", "1/1", "Running", "0", "1d"));
            store.put(Samples.pod("shop", "a\u202eb\u001b[31mc\u0007", "1/1", "Running", "0", "1d"));
            store.put(Samples.pod("shop", "\ud83d\udc69\u200d\ud83d\udc69", "1/1", "Running", "0", "1d"));
            tell(pilot, false);
            assertThat(pilot.screen())
                    .doesNotContain("\u001b")
                    .doesNotContain("\u202e")
                    .doesNotContain("\u0007");
            int status = Text.width(pilot.screen()
                    .lines()
                    .filter(l -> l.contains("status"))
                    .findFirst()
                    .orElseThrow()
                    .split("status")[0]);
            for (int line = 0; line < pilot.grid().size().height(); line++) {
                String row = pilot.grid().row(line);
                if (row.contains("Running")) {
                    assertThat(pilot.grid().frame().text(status, line)).as(row).isEqualTo("R");
                }
            }
        }
    }

    @Test
    void aClickOnATitleSortsByItAndAnotherOneTheOtherWayRound() {
        try (Pilot<Model> pilot = pods("80x24")) {
            pilot.click("restarts").expect("restarts ↑").click("restarts").expect("restarts ↓");
            pilot.click("orders-1");
            assertThat(pilot.grid().selectedRow()).contains("orders-1");
        }
    }
}
