package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Rig;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who is new here is told. */
class TourTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void itHasFiveStepsAndIsNotShownAgain() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).forSomebodyNew();
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.expect("1 of 5").press("enter").expect("2 of 5").press("left").expect("1 of 5");
            pilot.press("enter", "enter", "enter", "enter").expect("5 of 5");
            assertThat(desk.isNew()).isTrue();
            pilot.press("enter").expectNot("of 5").expect("fleet");
        }
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.expectNot("1 of 5").press(":").type("tour").press("enter").expect("1 of 5");
        }
    }

    @Test
    void escSkipsItForGood() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).forSomebodyNew();
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press("d").expect("1 of 5").press("esc").expectNot("1 of 5").expectNot("Leave");
            assertThat(desk.isNew()).isFalse();
        }
    }

    @Test
    void aKeyThatItTellsOfDoesWhatItSays() {
        for (String key : List.of(":", "?", "x", "i")) {
            MillDesk desk = new MillDesk(Danger.REVERSIBLE).forSomebodyNew();
            try (Pilot<Model> pilot = desk.screen()) {
                pilot.expect("1 of 5").press("enter").expect("2 of 5");
                String before = pilot.screen();
                pilot.press(key).expectNot("of 5");
                assertThat(pilot.screen()).as(key).isNotEqualTo(before);
                assertThat(desk.isNew()).as("it isn't shown again").isFalse();
            }
        }
    }

    @Test
    void whoOpensAnotherPageKnowsTheirWay() {
        try (Pilot<Model> pilot =
                new MillDesk(Danger.REVERSIBLE).forSomebodyNew().screen("plugins")) {
            pilot.expectNot("1 of 5");
        }
    }

    @Test
    void everyStepFitsTheLeastSize() {
        try (Pilot<Model> pilot =
                new MillDesk(Danger.REVERSIBLE).forSomebodyNew().screen()) {
            pilot.resize(60, 15);
            for (int step = 1; step <= 5; step++) {
                pilot.expect(step + " of 5").expect("enter goes on").press("enter");
            }
        }
    }

    @Test
    void thatItWasShownIsRememberedOnThisMachine() {
        LiveDesk desk = desk();
        assertThat(desk.isNew()).isTrue();
        desk.shownAround();
        assertThat(desk.isNew()).isFalse();
        assertThat(desk().isNew()).isFalse();
    }

    private LiveDesk desk() {
        return new LiveDesk(
                Rig.with(folder.resolve("state"), new FakeClusters()).services(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    @Test
    void theStartHasATip() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.expect("tip: ").press("enter", "enter").expectNot("tip: ");
        }
    }
}
