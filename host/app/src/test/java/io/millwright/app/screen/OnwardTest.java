package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a list straight to what an object stands for, without a look at the object itself. */
class OnwardTest {
    private static final Kind DEPLOYMENT = new Kind("apps", "v1", "Deployment", "deployments", true);
    private final Told told = new Told();

    private void read(Pilot<Model> pilot, Kind kind, Resource object) {
        pilot.send(new BrowseMsg.Looked(
                told.last(BrowseEffect.Look.class).page(), Answer.of(Told.seen(kind, object), Told.NOW)));
    }

    private static Resource web(Map<String, Object> spec) {
        return Resource.of(DEPLOYMENT, "shop", "web", Map.of("spec", spec));
    }

    private static Resource selecting() {
        return web(Map.of("selector", Map.of("matchLabels", Map.of("app", "web"))));
    }

    @Test
    void aWorkloadOpensAsThePodsThatItSelects() {
        try (Pilot<Model> pilot = told.listOf(DEPLOYMENT, "web").press("enter")) {
            pilot.expect("reading web");
            read(pilot, DEPLOYMENT, selecting());
            BrowseEffect.Open pods = told.last(BrowseEffect.Open.class);
            assertThat(pods.word()).isEqualTo("pods");
            assertThat(pods.context()).isEqualTo("eu-1");
            assertThat(pods.labels()).isEqualTo("app=web");
            pilot.expect("pods of web in shop on eu-1").press("esc").expectNot("pods of web");
            assertThat(pilot.screen()).as("back is the list").contains("deployments", " web");
        }
    }

    @Test
    void nobodyComesBackToTheObjectThatWasOnlyPassed() {
        try (Pilot<Model> pilot = told.listOf(DEPLOYMENT, "web").press("enter")) {
            read(pilot, DEPLOYMENT, selecting());
            pilot.expect("pods of web").press("[");
            assertThat(pilot.screen().lines().findFirst().orElse("")).contains("deployments");
        }
    }

    @Test
    void itsLogsAreOneKeyAway() {
        try (Pilot<Model> pilot = told.listOf(DEPLOYMENT, "web").press("l")) {
            read(pilot, DEPLOYMENT, selecting());
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().labels()).isEqualTo("app=web");
            pilot.expect("eu-1 › shop › web › log");
            pilot.press("esc");
            assertThat(pilot.screen()).contains("deployments", " web");
        }
    }

    @Test
    void whatSelectsNothingIsShownItself() {
        Kind service = new Kind("", "v1", "Service", "services", true);
        try (Pilot<Model> pilot = told.listOf(service, "web").press("enter")) {
            read(pilot, service, Resource.of(service, "shop", "web", Map.of("spec", Map.of("type", "ExternalName"))));
            pilot.expect("this selects no pods").expect("ExternalName");
        }
    }

    @Test
    void whatCannotBeReadSaysSoAndStays() {
        try (Pilot<Model> pilot = told.listOf(DEPLOYMENT, "web").press("enter")) {
            pilot.send(new BrowseMsg.Looked(
                    told.last(BrowseEffect.Look.class).page(),
                    Answer.failed(
                            Problem.user("read web", "cluster eu-1", "it is not there", "Look at the list again."),
                            Told.NOW)));
            pilot.expect("it is not there");
        }
    }

    @Test
    void ownersAndValuesAreOneKeyAwayToo() {
        Kind replicaSet = new Kind("apps", "v1", "ReplicaSet", "replicasets", true);
        try (Pilot<Model> pilot = told.listOf(replicaSet, "web-5d9").press("J")) {
            read(
                    pilot,
                    replicaSet,
                    Resource.of(replicaSet, "shop", "web-5d9", Map.of())
                            .with(
                                    List.of(Map.of(
                                            "apiVersion",
                                            "apps/v1",
                                            "kind",
                                            "Deployment",
                                            "name",
                                            "web",
                                            "controller",
                                            true)),
                                    "metadata",
                                    "ownerReferences"));
            assertThat(told.last(BrowseEffect.Look.class).ask().name()).isEqualTo("web");
        }
        try (Pilot<Model> pilot = told.listOf(Kind.SECRET, "tls").press("X")) {
            read(pilot, Kind.SECRET, Resource.of(Kind.SECRET, "shop", "tls", Map.of("data", Map.of("key", "dg=="))));
            pilot.expect("keys of tls").expect("redacted");
        }
    }

    @Test
    void whatALineLeavesOpenIsAsInTheListThatOneComesFrom() {
        try (Pilot<Model> pilot = told.listOf(Kind.NAMESPACE, "shop").press("enter")) {
            pilot.expect("pods in shop on eu-1").press(":").type("services").press("enter");
            pilot.expect("services in shop on eu-1")
                    .press(":")
                    .type("secrets db")
                    .press("enter");
            pilot.expect("secrets in db on eu-1").press(":").type("nodes").press("enter");
            told.rows(pilot, Kind.NODE, "worker-2");
            pilot.expect("nodes on eu-1")
                    .expectNot("in db")
                    .press(":")
                    .type("configmaps all @all")
                    .press("enter");
            pilot.expect("configmaps in all namespaces").expectNot("on eu-1");
            pilot.press(":")
                    .type("fleet")
                    .press("enter")
                    .press(":")
                    .type("jobs")
                    .press("enter");
            pilot.expect("jobs");
            assertThat(told.last(BrowseEffect.Open.class).namespace()).isEmpty();
        }
    }

    @Test
    void aNamespaceOpensAsItsPodsAndANodeAsThoseThatItRuns() {
        try (Pilot<Model> pilot = told.listOf(Kind.NAMESPACE, "shop").press("enter")) {
            assertThat(told.last(BrowseEffect.Open.class).word()).isEqualTo("pods");
            pilot.expect("pods in shop on eu-1");
        }
        try (Pilot<Model> pilot = told.listOf(Kind.NODE, "worker-2").press("enter")) {
            assertThat(told.last(BrowseEffect.Open.class).word()).isEqualTo("pods");
            pilot.expect("spec.nodeName=worker-2");
        }
    }
}
