package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import org.junit.jupiter.api.Test;

/** The containers of a pod, and the pods of a node. */
class ContainersPageTest {
    private final Told told = new Told();

    private Pilot<Model> containers() {
        Pilot<Model> pilot = told.listOf(Kind.POD, "web-1").press("enter");
        return pilot.send(new BrowseMsg.Looked(
                told.last(BrowseEffect.Look.class).page(),
                Answer.of(Told.seen(Kind.POD, Samples.threeContainers()), Told.NOW)));
    }

    private static String line(Pilot<Model> pilot, String name) {
        return pilot.screen().lines().filter(l -> l.contains(name)).findFirst().orElseThrow();
    }

    @Test
    void aPodOpensAsItsContainersWithWhatIsWrongWithThem() {
        try (Pilot<Model> pilot = containers()) {
            pilot.expect("of a pod that is Running");
            assertThat(line(pilot, "registry.example.org/web"))
                    .contains("▲", "waiting: CrashLoopBackOff", "14", "terminated: OOMKilled, exit code 137")
                    .contains("http 8080", "cpu 100m/-, memory 128Mi/1Gi");
            assertThat(line(pilot, "registry.example.org/migrate")).contains("●", "init", "terminated: Completed");
            assertThat(line(pilot, "mesh:2")).contains("●", "sidecar", "running", "60m");
        }
    }

    @Test
    void logAndShellAreThoseOfTheSelectedContainer() {
        try (Pilot<Model> pilot = containers()) {
            pilot.press("end", "$");
            assertThat(told.last(BrowseEffect.TalkTo.class).container()).isEqualTo("web");
            pilot.press("enter");
            assertThat(told.last(BrowseEffect.OpenLogs.class).ask().container()).isEqualTo("web");
            pilot.expect("web-1/web").press("esc", "d");
            assertThat(told.last(BrowseEffect.Look.class).ask().name()).isEqualTo("web-1");
        }
    }

    @Test
    void filesOfTheSelectedContainerAreCopiedAndItIsToldHowFarItIs() {
        try (Pilot<Model> pilot = containers()) {
            pilot.press("end", "P");
            BrowseEffect.Look look = told.last(BrowseEffect.Look.class);
            pilot.send(new BrowseMsg.Looked(
                    look.page(), Answer.of(Told.seen(Kind.POD, Samples.threeContainers()), Told.NOW)));
            pilot.expect("Copy files of pod shop/web-1")
                    .expect("from the container")
                    .press("enter");
            assertThat(told.asked()).noneMatch(BrowseEffect.CopyFiles.class::isInstance);
            // What is missing first has the cursor now.
            pilot.paste("/var/log").press("down").paste("logs").press("enter");
            BrowseEffect.CopyFiles copy = told.last(BrowseEffect.CopyFiles.class);
            assertThat(copy.container()).isEqualTo("web");
            assertThat(copy.into()).isFalse();
            assertThat(copy.remote() + " " + copy.local()).isEqualTo("/var/log logs");
            assertThat(copy.most()).isEqualTo(1L << 30);
            pilot.send(new BrowseMsg.Copying(copy.page(), 3, 2048)).expect("3 files, 2.0 KiB so far");
            pilot.send(new BrowseMsg.Copied(
                    copy.page(),
                    Answer.failed(Problem.user("copy /var/log", "web-1", "the disk is full", "Make room."), Told.NOW)));
            pilot.expect("the disk is full").press("enter");
            pilot.send(new BrowseMsg.Copied(copy.page(), Answer.of("Copied 3 files, 2.0 KiB", Told.NOW)));
            pilot.expect("Copied 3 files").expect("of a pod that is Running");
        }
    }

    @Test
    void thePodsOfANodeAreOneKeyAway() {
        try (Pilot<Model> pilot = told.listOf(Kind.NODE, "worker-2").press("p")) {
            assertThat(told.last(BrowseEffect.Open.class).context()).isEqualTo("eu-1");
            pilot.expect("spec.nodeName=worker-2");
        }
    }
}
