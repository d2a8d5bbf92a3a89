package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import org.junit.jupiter.api.Test;

/** What a click and the wheel do. */
class MouseTest {
    @Test
    void aClickSelectsARowAndAnotherOneOpensIt() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.click("corn/young");
            assertThat(pilot.grid().selectedRow()).contains("corn/young");
            pilot.click("corn/young").expect("eu-1 › mill › corn/young");
        }
    }

    @Test
    void aClickOnACellOfTheFleetSelectsItAndAnotherOneGoesIntoIt() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.click("not signed in").expect("Mill on eu-2").expect("the token has expired");
        }
    }

    @Test
    void aClickOnATabShowsIt() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("enter", "enter").click("Guide").expect("[Guide]").expect("Dress the stones");
        }
    }

    @Test
    void aClickOnAnActionOfTheFooterDoesIt() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.click("? help").expect("what can be done").click("esc back").expect("Mill on eu-1");
        }
    }

    @Test
    void aClickChoosesInThePaletteAndInTheMenu() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press(":").type("plugins").click("plugins").press("enter").expect("plugins");
            pilot.press("esc", "x").click("operations").expect("operations, newest first");
        }
    }

    @Test
    void theWheelMovesWhateverIsInSight() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("enter").wheel(1);
            assertThat(pilot.grid().selectedRow()).contains("corn/young");
            pilot.wheel(-1);
            assertThat(pilot.grid().selectedRow()).contains("corn/old");
        }
    }

    @Test
    void whatLiesUnderAQuestionCannotBeClicked() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("q").expect("Leave Millwright?").click("not signed in").expect("Leave Millwright?");
            pilot.click("[n no]").expectNot("Leave Millwright?");
            pilot.press("q").click("[y leave]");
            assertThat(pilot.exitStatus()).isZero();
        }
    }

    @Test
    void aClickIntoTextThatIsTypedSelectsNothingByAccident() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("/").type("young").click("i new").expect("runbooks that make something new");
        }
    }

    @Test
    void theMouseIsLeftToTheTerminalWhereTextIsReadAndWhereItIsTurnedOff() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            assertThat(pilot.terminal().isMouseTaken()).isTrue();
            pilot.press(":").type("settings").press("enter");
            assertThat(pilot.terminal().isMouseTaken()).isFalse();
            pilot.press("esc");
            assertThat(pilot.terminal().isMouseTaken()).isTrue();
            pilot.press(":").type("mouse on or off").press("enter").expect("it selects text");
            assertThat(pilot.terminal().isMouseTaken()).isFalse();
        }
    }

    @Test
    void aClickOnAFieldPutsTheFocusThere() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("enter", "enter", "enter", "1");
            int before = pilot.grid().cursor().orElseThrow().row();
            String label =
                    pilot.screen().lines().toList().get(before + 2).strip().split("  ")[0];
            pilot.click(label);
            assertThat(pilot.grid().cursor().orElseThrow().row()).isNotEqualTo(before);
        }
    }
}
