package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Found;
import io.millwright.app.browse.Search;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ObjectAsk;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A search across kinds and clusters, told by the test what is found. */
class FindPageTest {
    private final Told told = new Told();

    private static Found found(String cluster, Kind kind, String name, String status, boolean bad) {
        return new Found(cluster, kind, "shop", name, status, bad, "");
    }

    private BrowseMsg some(String cluster, Found... found) {
        return new BrowseMsg.FoundSome(
                told.last(BrowseEffect.Find.class).page(), cluster, new Search.Part(List.of(found), List.of()));
    }

    private BrowseMsg ended(String cluster, Optional<Problem> problem) {
        return new BrowseMsg.FindEnded(told.last(BrowseEffect.Find.class).page(), cluster, problem);
    }

    @Test
    void resultsFillInAsTheyComeAndDeadClustersAreNamed() {
        try (Pilot<Model> pilot = told.start(120, 30, "find orders")) {
            assertThat(told.asked())
                    .extracting(e -> ((BrowseEffect.Find) e).context())
                    .containsExactlyInAnyOrder("eu-1", "eu-2", "lab");
            pilot.expect("searching, 0 of 3");
            pilot.send(some("eu-1", found("eu-1", Kind.POD, "orders-1", "CrashLoopBackOff", true)))
                    .expect("orders-1")
                    .expect("CrashLoopBackOff");
            pilot.send(some("eu-2", found("eu-2", Kind.SERVICE, "orders", "", false)));
            pilot.send(ended("eu-1", Optional.empty()));
            pilot.send(ended(
                    "lab",
                    Optional.of(Problem.user("read pods", "cluster lab", "no route to host", "Look at the network."))));
            pilot.send(ended("eu-2", Optional.empty()))
                    .expect("lab: can't read pods: no route to host")
                    .expect("searched 3 clusters");
            // What has exactly that name comes first.
            assertThat(pilot.screen().indexOf("services"))
                    .isLessThan(pilot.screen().indexOf("orders-1"));
        }
    }

    @Test
    void ctrlCEndsTheSearchFirstAndOnlyThenAsksToLeave() {
        try (Pilot<Model> pilot = told.start(120, 30, "find orders")) {
            pilot.send(some("eu-1", found("eu-1", Kind.POD, "orders-1", "Running", false)))
                    .send(ended("eu-1", Optional.empty()));
            pilot.press("ctrl-c").expectNot("Leave Millwright?").expect("orders-1");
            pilot.expect("eu-2: can't search to the end: you have stopped it")
                    .expectNot("eu-1: can't")
                    .expectNot("searching");
            pilot.press("ctrl-c").expect("Leave Millwright?");
        }
    }

    @Test
    void whatIsFoundIsOpenedWhereItIs() {
        try (Pilot<Model> pilot = told.start(120, 30, "find orders")) {
            pilot.send(some("eu-2", found("eu-2", Kind.DEPLOYMENT, "orders", "1/1", false)))
                    .press("enter");
            assertThat(told.last(BrowseEffect.Look.class).ask())
                    .isEqualTo(new ObjectAsk("eu-2", "deployments.apps", "shop", "orders"));
            pilot.press("esc").expect("found").expect("1");
        }
    }

    @Test
    void nothingFoundIsSaidOnceAllHaveTold() {
        try (Pilot<Model> pilot = told.start(80, 24, "find nowhere")) {
            List.of("eu-1", "eu-2", "lab").forEach(c -> pilot.send(ended(c, Optional.empty())));
            pilot.expect("There are no objects named or labelled nowhere.");
        }
    }

    @Test
    void aSearchForNothingSaysWhatToType() {
        try (Pilot<Model> pilot = told.start(80, 24, "fleet")) {
            pilot.press(":").type("find").press("enter").expect("':find TEXT' looks for");
        }
    }
}
