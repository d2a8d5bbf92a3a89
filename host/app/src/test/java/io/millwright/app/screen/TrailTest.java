package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import org.junit.jupiter.api.Test;

/** Back and forward over the places where the user has been. */
class TrailTest {
    @Test
    void aPlaceIsComeBackToAsItWasLeft() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("/").type("corn").press("enter", "down").expect("2 of 3");
            pilot.press(":").type("operations").press("enter").expect("operations, newest first");
            pilot.press("[").expect("2 of 3");
            assertThat(pilot.grid().selectedRow()).contains("corn/young");
            pilot.press("]").expect("operations, newest first");
        }
    }

    @Test
    void theLastPlaceAndThisOneChangePlaces() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("enter", "enter").expect("eu-1 › mill › corn/old");
            pilot.press(":").type("plugins").press("enter").expect("millwright   plugins");
            pilot.press("-").expect("eu-1 › mill › corn/old");
            pilot.press("-").expect("millwright   plugins");
        }
    }

    @Test
    void whoIsNowhereElseYetIsTold() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("[").expect("you were nowhere before").press("]").expect("haven't gone back");
            pilot.press("-").expect("you were nowhere before");
        }
    }

    @Test
    void helpAndAPreviewAreNoPlacesToComeBackTo() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("enter", "enter", "enter", "1", "enter").expect("approve");
            pilot.press(":")
                    .type("plugins")
                    .press("enter", "?", "esc", "[")
                    .expectNot("approve")
                    .expectNot("what can be done");
        }
    }

    @Test
    void aListOfObjectsThatIsComeBackToIsReadAgain() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen("pods")) {
            pilot.press(":").type("plugins").press("enter", "[").expect("millwright   pods");
        }
    }
}
