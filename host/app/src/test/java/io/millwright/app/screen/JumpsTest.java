package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways of the user's own from an object to what belongs to it. */
class JumpsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Resource POD = Resource.of(
                    Kind.POD,
                    "shop",
                    "web-1",
                    Map.of(
                            "spec",
                            Map.of(
                                    "nodeName",
                                    "worker-2",
                                    "volumes",
                                    List.of(Map.of("claim", "data"), Map.of("claim", "logs"), Map.of("other", "x")),
                                    "hosts",
                                    List.of("eu.example", "us"))))
            .with(Map.of("app", "web"), "metadata", "labels");

    private static final String SET = """
            jumps:
              its services: {from: [Pod], to: Services, labels: 'app={.metadata.labels.app}', namespace: all}
              its node: {from: pods, key: f7, to: nodes, object: '{.spec.nodeName}'}
              its claims: {from: pods, key: f8, to: pvc, object: '{.spec.volumes[*].claim}'}
              its hosts: {from: pods, key: f9, to: hosts, object: '{.spec.hosts[*]}'}
              beside it: {from: pods, key: f6, to: pods, fields: 'spec.nodeName={.spec.nodeName}'}
              its team: {from: pods, key: f5, to: teams, object: '{.metadata.labels.team}'}
              of services: {from: services, to: pods, labels: 'app={.metadata.name}'}
            """;

    @TempDir
    private Path folder = Path.of(".");

    private Told told = new Told();

    private Settings settings(String text) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), text));
    }

    private Pilot<Model> pods(Settings settings) {
        told = new Told(new MillDesk(Danger.REVERSIBLE).set(settings));
        Pilot<Model> pilot = told.start(120, 24, "fleet");
        pilot.press(":").type("pods @eu-1").press("enter");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "shop", "web-1", List.of("web-1"), "u1", 0, 0));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true));
    }

    /** The cluster says what the selected pod is. */
    private Pilot<Model> read(Pilot<Model> pilot) {
        BrowseEffect.Gather asked = told.last(BrowseEffect.Gather.class);
        assertThat(asked.rows()).extracting(Row::name).containsExactly("web-1");
        return pilot.send(new BrowseMsg.Gathered(
                asked.page(),
                asked.action(),
                Answer.of(new BrowseMsg.Chosen("eu-1", Kind.POD, List.of(POD)), Told.NOW)));
    }

    @Test
    void aKeyLeadsToWhatLabelsSelectWithTheObjectsOwnValues() throws Exception {
        try (Pilot<Model> pilot = pods(settings(SET))) {
            read(pilot.press("M")).expect("services in all namespaces on eu-1 app=web");
            assertThat(told.last(BrowseEffect.Open.class).labels()).isEqualTo("app=web");
            pilot.press("esc").expect("web-1");
        }
    }

    @Test
    void aPathLeadsToTheObjectOfThatNameOrToAllOfThem() throws Exception {
        try (Pilot<Model> pilot = pods(settings(SET))) {
            read(pilot.press("f7")).expect("nodes › shop/worker-2");
            Resource node =
                    new Resource(Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", "worker-2")));
            long page = told.last(BrowseEffect.Look.class).page();
            pilot.send(new BrowseMsg.Looked(page, Answer.of(Told.seen(Kind.NODE, node), Told.NOW)))
                    .expect("nodes › worker-2");
            read(pilot.press("esc", "f8")).expect("pvc in shop").expect("^(data|logs)$");
        }
    }

    @Test
    void namesAreMeantAsTheyAreWrittenAlsoWithDots() throws Exception {
        try (Pilot<Model> pilot = pods(settings(SET))) {
            read(pilot.press("f9")).expect("^(eu\\.example|us)$");
        }
    }

    @Test
    void fieldsAreTheServersToSelectBy() throws Exception {
        try (Pilot<Model> pilot = pods(settings(SET))) {
            read(pilot.press("f6")).expect("pods in shop on eu-1 spec.nodeName=worker-2");
            assertThat(told.last(BrowseEffect.Open.class).fields()).isEqualTo("spec.nodeName=worker-2");
            pilot.press(":")
                    .type("pods shop @eu-1 fields:spec.nodeName=worker-3")
                    .press("enter");
            assertThat(told.last(BrowseEffect.Open.class).fields()).isEqualTo("spec.nodeName=worker-3");
        }
    }

    @Test
    void whereAnObjectHasNothingToGoByThatIsSaid() throws Exception {
        try (Pilot<Model> pilot = pods(settings(SET))) {
            read(pilot.press("f5")).expect("nowhere to go from web-1").expect("{.metadata.labels.team}");
        }
    }

    @Test
    void theMenuListsThoseThatBeginAtTheKindAndAnObjectHasThemToo() throws Exception {
        try (Pilot<Model> pilot = pods(settings(SET))) {
            pilot.press("?", "/").type("jump of yours").press("enter");
            pilot.expect("its services")
                    .expect("its node")
                    .expectNot("of services")
                    .press("esc", "esc");
            pilot.press("d");
            long page = told.last(BrowseEffect.Look.class).page();
            pilot.send(new BrowseMsg.Looked(page, Answer.of(Told.seen(Kind.POD, POD), Told.NOW)));
            pilot.press("M").expect("services in all namespaces on eu-1 app=web");
        }
    }

    @Test
    void whatIsWrittenWhileTheListIsOpenHoldsAtOnce() throws Exception {
        try (Pilot<Model> pilot = pods(settings("mouse: true"))) {
            pilot.press("f7");
            assertThat(told.asked()).noneMatch(BrowseEffect.Gather.class::isInstance);
            pilot.send(new DeskMsg.SettingsChanged(settings(SET), Answer.of(List.of(), Told.NOW)));
            read(pilot.press("f7")).expect("nodes › shop/worker-2");
        }
    }

    @Test
    void oneThatCannotBeFollowedIsAProblemOfTheSettingsThatSaysWhy() throws Exception {
        Settings wrong = settings("""
                jumps:
                  aimless: {from: pods, to: nodes}
                  torn: {from: pods, to: nodes, object: '{.spec.nodeName'}
                  odd: {from: pods, to: nodes, object: '{.a[}'}
                  misspelt: {from: pods, to: nodes, object: x, label: y}
                  nowhere: {from: pods, labels: a=b}
                  taken: {from: pods, key: d, to: nodes, object: '{.spec.nodeName}'}
                  first: {from: pods, to: nodes, object: '{.spec.nodeName}'}
                  second: {from: [pods], to: nodes, object: '{.spec.nodeName}'}
                """);
        assertThat(wrong.warnings())
                .satisfiesExactly(
                        p -> assertThat(p.why()).contains("torn").contains("a '}' is missing"),
                        p -> assertThat(p.why()).contains("odd").contains("']' is missing"),
                        p -> assertThat(p.why()).contains("misspelt").contains("there is no 'label'"));
        assertThat(wrong.warnings().getFirst().on()).contains("config.yaml:3");
        assertThat(wrong.screen().jumps()).containsOnlyKeys("aimless", "nowhere", "taken", "first", "second");
        try (Pilot<Model> pilot = pods(wrong)) {
            pilot.press(":").type("settings").press("enter");
            pilot.expect("'labels' or 'fields'")
                    .expect("'from' names")
                    .expect("its key 'd' is objects.describe")
                    .expect("its key 'M' is that of 'first'");
        }
    }
}
