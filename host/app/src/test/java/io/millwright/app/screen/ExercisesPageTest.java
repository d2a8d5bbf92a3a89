package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Services;
import io.millwright.app.cli.NamedExercise;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.engine.port.ClusterSource;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.postgres.PostgresTool;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Danger;
import io.millwright.spi.Simulator.Exercise;
import io.millwright.spi.Tool;
import io.millwright.testkit.sandbox.Town;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exercises on the screen. */
class ExercisesPageTest {
    @TempDir
    private Path folder = Path.of(".");

    private static MillDesk desk() {
        return new MillDesk(Danger.REVERSIBLE).simulating("eu-1", Samples.DRY, Samples.LOOM);
    }

    private static Pilot<Model> opened(MillDesk desk) {
        return desk.screen().press(":").type("exercises").press("enter");
    }

    @Test
    void whatCanHappenIsToldOfSimulatedClustersOnlyWithWhatCouldHitSomethingFirst() {
        try (Pilot<Model> pilot = opened(desk())) {
            pilot.expect("dry-brook").expect("torn").expect("off").press("+", "+", "+");
            pilot.expect("The brook carries no water.")
                    .expect("wait for summer")
                    .expect("mill.stones.wear")
                    .expect("dress-stones")
                    .expect("Find out why no flour comes.");
            assertThat(pilot.screen()).doesNotContain("lab");
        }
    }

    @Test
    void belowTheListTheSentenceIsWholeOnANarrowScreen() {
        NamedExercise wordy = new NamedExercise(
                "mill",
                new Exercise(
                        "dry-brook",
                        "The brook carries no water, because the beavers upstream have built a dam across it, and the wheel stands.",
                        "",
                        List.of("mill.stones.wear"),
                        List.of(),
                        "Find out why no flour comes, without asking the beavers; then walk upstream and look at the dam they built."));
        try (Pilot<Model> pilot = opened(new MillDesk(Danger.REVERSIBLE).simulating("eu-1", wordy))) {
            pilot.expect("upstream have built").expect("the wheel stands. (found by mill.stones.wear)");
            pilot.press("enter", "y").expect("mill/dry-brook on eu-1 is on.").expect("look at the dam they built.");
        }
    }

    @Test
    void enterAsksAndTheFocusIsOnNo() {
        MillDesk desk = desk();
        try (Pilot<Model> pilot = opened(desk)) {
            pilot.press("enter")
                    .expect("Switch on mill/dry-brook?")
                    .expect("Simulated cluster eu-1: nothing real is touched.")
                    .expect("Way back")
                    .press("enter");
            assertThat(desk.active).isEmpty();
            pilot.press("enter", "esc").expect("dry-brook");
            assertThat(desk.active).isEmpty();
        }
    }

    @Test
    void whatIsSwitchedOnIsFirstSaysWhatToDoAndGoesOffAgain() {
        MillDesk desk = desk();
        try (Pilot<Model> pilot = opened(desk)) {
            pilot.press("down", "enter", "y").expect("loom/torn on eu-1 is on.").expect("Knot it.");
            assertThat(desk.active).containsExactly("loom/torn");
            assertThat(pilot.screen().lines().filter(l -> l.contains("torn")).findFirst())
                    .hasValueSatisfying(l -> assertThat(l).contains("on "));
            assertThat(pilot.screen().indexOf("torn")).isLessThan(pilot.screen().indexOf("dry-brook"));
            pilot.press("home", "enter")
                    .expect("Switch off loom/torn?")
                    .press("y")
                    .expect("is off.");
            assertThat(desk.active).isEmpty();
        }
    }

    @Test
    void fGoesToTheFindingsOfTheWorstInstanceOrSaysThatThereIsNone() {
        try (Pilot<Model> pilot = opened(desk())) {
            pilot.press("down", "f").expect("loom has no instance on eu-1");
            pilot.press("up", "f").expect("corn/old").expect("Stones are worn by 95 %");
            pilot.press("esc").expect("dry-brook");
        }
    }

    @Test
    void whereNoClusterIsSimulatedItSaysHowToGetOne() {
        try (Pilot<Model> pilot = opened(new MillDesk(Danger.REVERSIBLE))) {
            pilot.expect("There are no simulated clusters here; 'millwright sandbox' starts some.");
            pilot.press("enter").expect("Can't switch on or off: no exercise is selected");
        }
    }

    @Test
    void whereNothingMayBeChangedNothingIsSwitched() {
        MillDesk desk = desk();
        Model.Start start = new Model.Start(true, true, Optional.of("exercises"), desk.now());
        try (Pilot<Model> pilot =
                Pilot.start(new ScreenApp(start), desk.runner(), new Size(80, 24), Pilot.CAPABILITIES)) {
            pilot.expect("dry-brook").press("enter").expect("--read-only was given");
            assertThat(desk.active).isEmpty();
        }
    }

    @Test
    void aSimulatedClusterIsToldAndTellsBack() throws IOException {
        PostgresTool tool = new PostgresTool();
        try (Town town = new Town(
                        tool,
                        SandboxOptions.test(
                                "town",
                                "healthy",
                                List.of(new ToolSimulator(
                                        "postgres", tool.simulator().orElseThrow()))));
                KubeClusters clusters = new KubeClusters(
                        KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), town.kubeconfig())))) {
            LiveDesk desk = new LiveDesk(services(tool, clusters), List.of(), Optional.empty(), Duration.ofSeconds(20));
            desk.shownAround();
            Model.Start start = new Model.Start(false, true, Optional.of("exercises"), desk.now());
            try (Pilot<Model> pilot =
                    Pilot.start(new ScreenApp(start), new DeskRunner(desk), new Size(120, 40), Pilot.CAPABILITIES)) {
                pilot.press("/")
                        .type("replica-down")
                        .press("enter")
                        .expect("off")
                        .press("enter", "y");
                pilot.expect("postgres/replica-down on town is on.");
                assertThat(town.running().faults()).containsExactly("postgres/replica-down");
                pilot.press("enter", "y").expect("postgres/replica-down on town is off.");
                assertThat(town.running().faults()).isEmpty();
            }
        }
    }

    private Services services(Tool tool, ClusterSource clusters) {
        return new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.systemUTC(),
                () -> Settings.DEFAULT,
                settings ->
                        List.of(new PluginOutcome.Loaded(Path.of("postgres.jar"), "postgres", "test", "test", tool)),
                made -> clusters,
                EngineOperations::new);
    }
}
