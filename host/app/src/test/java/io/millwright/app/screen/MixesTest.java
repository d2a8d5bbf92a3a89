package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Mixed;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists of several kinds, where each row is what it is in the list of its own kind. */
class MixesTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Served DEPLOYMENTS = new Served(Kind.DEPLOYMENT, "deployment", List.of("deploy"));
    private static final Served SERVICES = new Served(Kind.SERVICE, "service", List.of("svc"));

    private final Told told = new Told();
    private final Map<Served, RowStore> stores = new LinkedHashMap<>();

    private RowStore store(Served served, String... titles) {
        RowStore store = new RowStore();
        store.columns(
                Arrays.stream(titles).map(t -> new Column(t, t.equals("IP"))).toList());
        stores.put(served, store);
        return store;
    }

    private static Row row(String name, String... cells) {
        return new Row("eu-1", "shop", name, List.of(cells), "u-" + name + cells.length, 0, Told.NOW.getEpochSecond());
    }

    /** As the runner tells it: drawn alike. */
    private Pilot<Model> tell(Pilot<Model> pilot, Served served, boolean anew) {
        long page = told.last(BrowseEffect.Open.class).page();
        RowStore.News news =
                Mixed.drawn(served, stores.getOrDefault(served, new RowStore()).take());
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", served.kind().plural(), served, news, anew));
    }

    private Pilot<Model> workloads(String size, String line) {
        String[] parts = size.split("x", 2);
        return workloads(told.start(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), line));
    }

    /** As its picture shows it. */
    static Pilot<Model> posed(Stage stage) {
        MixesTest made = new MixesTest();
        return made.workloads(stage.open(made.told, "workloads"));
    }

    private Pilot<Model> workloads(Pilot<Model> pilot) {
        store(DEPLOYMENTS, "Name", "Ready", "Up-to-date", "Available", "Age")
                .put(row("web", "web", "1/2", "2", "1", "41d"));
        RowStore pods = store(PODS, "Name", "Ready", "Status", "Restarts", "Age", "IP");
        pods.put(row("web-6d4f-qq7lk", "web-6d4f-qq7lk", "0/1", "CrashLoopBackOff", "14", "5h30m", "10.0.0.7"));
        pods.put(row("web-6d4f-x2x9p", "web-6d4f-x2x9p", "1/1", "Running", "0", "5h30m", "10.0.0.8"));
        store(SERVICES, "Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age")
                .put(row("web", "web", "ClusterIP", "10.96.0.17", "<none>", "80/TCP", "41d"));
        stores.values().forEach(s -> s.fresh(new Freshness.Live()));
        tell(pilot, DEPLOYMENTS, true);
        tell(pilot, PODS, true);
        return tell(pilot, SERVICES, true);
    }

    @Test
    void eachKindOfEachClusterIsAListOfItsOwn() {
        try (Pilot<Model> pilot = workloads("120x40", "wk shop @eu-1 app=web")) {
            assertThat(told.asked(BrowseEffect.Open.class))
                    .extracting(BrowseEffect.Open::word)
                    .containsExactlyInAnyOrder(
                            "deployments",
                            "statefulsets",
                            "daemonsets",
                            "replicasets",
                            "pods",
                            "jobs",
                            "cronjobs",
                            "services");
            BrowseEffect.Open open = told.last(BrowseEffect.Open.class);
            assertThat(open.namespace()).isEqualTo(Optional.of("shop"));
            assertThat(open.labels()).isEqualTo("app=web");
            assertThat(open.part()).isEqualTo(open.word());
            pilot.expect("workloads in shop on eu-1 app=web");
        }
    }

    @Test
    void aDeploymentAndAServiceOfOneNameAreTwoRowsAndEachIsWhatItIs() {
        try (Pilot<Model> pilot = workloads("120x40", "workloads @eu-1")) {
            pilot.expect("Deployment").expect("Service").expect("4").press("d");
            assertThat(told.last(BrowseEffect.Look.class).ask().word()).isEqualTo("deployments.apps");
            pilot.press("esc", "down", "d");
            assertThat(told.last(BrowseEffect.Look.class).ask().word()).isEqualTo("services");
            assertThat(told.last(BrowseEffect.Look.class).ask().name()).isEqualTo("web");
        }
    }

    @Test
    void whatARowCanDoIsWhatItsKindCan() {
        try (Pilot<Model> pilot = workloads("120x40", "workloads @eu-1")) {
            pilot.press("s");
            assertThat(told.last(BrowseEffect.Look.class).ask().word()).isEqualTo("deployments.apps");
            pilot.press("esc", "$").expect("only pods have containers");
            pilot.press("down", "s").expect("that is not for this kind");
            pilot.press("down", "$");
            assertThat(told.last(BrowseEffect.TalkTo.class).pod().name()).isEqualTo("web-6d4f-qq7lk");
            pilot.press("enter").expect("web-6d4f-qq7lk › containers");
        }
    }

    @Test
    void faultsFilterAndOrderGoOverAllKinds() {
        try (Pilot<Model> pilot = workloads("120x40", "workloads @eu-1")) {
            pilot.press("f").expect("1/2").expect("qq7lk").expectNot("Service").expectNot("x2x9p");
            pilot.press("f", "/")
                    .type("kind=Pod")
                    .press("enter")
                    .expect("2 of 4")
                    .expectNot("Deployment");
            pilot.press("esc", "S").expect("status ↑");
        }
    }

    @Test
    void aKindThatIsListedAnewLeavesTheOthers() {
        try (Pilot<Model> pilot = workloads("120x40", "workloads @eu-1")) {
            stores.getOrDefault(SERVICES, new RowStore())
                    .put(row("api", "api", "ClusterIP", "10.96.0.18", "<none>", "80/TCP", "1d"));
            tell(pilot, SERVICES, true).expect("api").expect("web-6d4f-x2x9p").expect("Deployment");
            assertThat(pilot.screen().lines().filter(l -> l.contains("Service")))
                    .hasSize(1);
        }
    }

    @Test
    void onePlanIsForMarksOfOneKind() {
        try (Pilot<Model> pilot = workloads("120x40", "workloads @eu-1")) {
            pilot.press("*", "ctrl-d").expect("A plan is for one kind").expect("deployments.apps, services, pods");
            assertThat(told.asked()).noneMatch(BrowseEffect.Gather.class::isInstance);
            pilot.press("esc", "/").type("kind=pod").press("enter", "*", "ctrl-d");
            assertThat(told.last(BrowseEffect.Gather.class).rows())
                    .extracting(Row::name)
                    .containsExactly("web-6d4f-qq7lk", "web-6d4f-x2x9p");
            assertThat(told.last(BrowseEffect.Gather.class).word()).isEqualTo("pods");
        }
    }

    @Test
    void aKindThatCannotBeReadIsNamedBesideTheRest() {
        try (Pilot<Model> pilot = workloads("120x40", "workloads @eu-1")) {
            Problem refused = new Problem(
                    Problem.Kind.CLUSTER,
                    "list jobs",
                    "cluster eu-1",
                    "the API server refused it (403): no",
                    "Ask the cluster's administrator for the right to list jobs.",
                    Optional.of("403"));
            long page = told.last(BrowseEffect.Open.class).page();
            pilot.send(new BrowseMsg.Failed(page, "eu-1", "jobs", Answer.failed(refused, Told.NOW)))
                    .expect("eu-1: can't list jobs")
                    .expect("web-6d4f-x2x9p");
        }
    }

    @Test
    void mixesOfTheUsersOwnAndKindsWithCommasAreListsLikeIt() {
        ScreenSettings screen = ScreenSettings.DEFAULT.withMixes(Map.of("web", List.of("deployments", "ingresses")));
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
        Told own = new Told(desk);
        try (Pilot<Model> pilot = own.start(120, 40, "fleet")) {
            pilot.press(":").type("web shop @eu-1").press("enter").expect("web in shop on eu-1");
            assertThat(own.asked(BrowseEffect.Open.class))
                    .extracting(BrowseEffect.Open::word)
                    .containsExactlyInAnyOrder("deployments", "ingresses");
            own.forget();
            pilot.press(":").type("web,svc db @eu-1").press("enter").expect("web,svc in db on eu-1");
            assertThat(own.asked(BrowseEffect.Open.class))
                    .extracting(BrowseEffect.Open::word)
                    .containsExactlyInAnyOrder("deployments", "ingresses", "svc");
        }
    }

    @Test
    void aStartWithAMixOfTheUsersOwnOpensItWhenTheSettingsAreRead() {
        ScreenSettings screen = ScreenSettings.DEFAULT.withMixes(Map.of("web", List.of("deployments", "ingresses")));
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
        Told own = new Told(desk);
        try (Pilot<Model> pilot = own.start(120, 40, "web @eu-1")) {
            pilot.expect("web on eu-1");
            assertThat(own.asked(BrowseEffect.Open.class))
                    .extracting(BrowseEffect.Open::word)
                    .endsWith("deployments", "ingresses");
        }
    }
}
