package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static Pilot<Model> start(MillDesk desk, Size size, Capabilities capabilities, Model.Start start) {
        return Pilot.start(new ScreenApp(start), desk.runner(), size, capabilities);
    }

    private static Model.Start from(String page, boolean readOnly) {
        return new Model.Start(readOnly, false, Optional.of(page), NOW);
    }

    private static Pilot<Model> start(MillDesk desk) {
        return start(desk, new Size(80, 24), Pilot.CAPABILITIES, from("fleet", false));
    }

    private static Pilot<Model> atPreview(MillDesk desk) {
        return start(desk).press("enter", "enter", "enter", "1", "enter");
    }

    @Test
    void fromTheFleetToAFindingItsRemedyAndARunAfterWhichTheFindingIsGone() {
        MillDesk desk = new MillDesk(Danger.DISRUPTIVE);
        try (Pilot<Model> pilot = atPreview(desk)) {
            pilot.expect("Dress the stones of mill corn/old on eu-1").expect("Disruptive: read to the end");
            pilot.press("end", "y");
            pilot.expect("Succeeded").expect("the finding is gone: Stones are worn by 95 %");
            assertThat(desk.approvals).containsExactly("old@eu-1 depth 4");
        }
    }

    @Test
    void aPlanIsRehearsedOnACopyBeforeItIsApproved() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = atPreview(desk)) {
            pilot.press("r").expect("Rehearsed on a copy of 7 objects: Succeeded after 1 min");
            pilot.expect("how long things take is the simulator's guess");
            pilot.press("esc").expect("Enter approves");
            assertThat(desk.approvals).isEmpty();
        }
    }

    @Test
    void aDisruptivePlanIsNotApprovedBeforeItWasReadToItsEnd() {
        MillDesk desk = new MillDesk(Danger.DISRUPTIVE);
        try (Pilot<Model> pilot = atPreview(desk)) {
            pilot.resize(80, 18).press("y").expect("isn't read to its end yet");
            assertThat(desk.approvals).isEmpty();
            pilot.press("end", "y");
            assertThat(desk.approvals).hasSize(1);
        }
    }

    @Test
    void aDestructivePlanWantsItsPhraseTyped() {
        MillDesk desk = new MillDesk(Danger.DESTRUCTIVE);
        try (Pilot<Model> pilot = atPreview(desk)) {
            pilot.press("enter", "y");
            assertThat(desk.approvals).isEmpty();
            pilot.press("a").type("old@eu-2").press("enter");
            assertThat(desk.approvals).isEmpty();
            pilot.press("backspace", "1", "enter");
            assertThat(desk.approvals).hasSize(1);
        }
    }

    @Test
    void aReversiblePlanIsApprovedWithEnter() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = atPreview(desk)) {
            pilot.press("enter").expect("Succeeded");
            assertThat(desk.approvals).hasSize(1);
        }
    }

    @Test
    void readOnlyDisablesTheApprovalAndSaysWhy() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = start(desk, new Size(80, 24), Pilot.CAPABILITIES, from("fleet", true))) {
            pilot.press("enter", "enter", "enter", "1", "enter", "enter").expect("--read-only was given");
            assertThat(desk.approvals).isEmpty();
        }
    }

    @Test
    void noSingleKeyChangesACluster() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = start(desk).press("enter", "enter")) {
            for (char key = ' '; key < 0x7f; key++) {
                if (key != 'q') {
                    pilot.press(key == ' ' ? "space" : String.valueOf(key)).press("esc", "esc", "esc", "esc", "n");
                    pilot.press("esc", "esc", "esc", "enter", "enter");
                }
            }
            assertThat(desk.approvals).isEmpty();
        }
    }

    @Test
    void aClusterThatRefusesKeepsItsColumnAndSaysWhy() {
        try (Pilot<Model> pilot = start(new MillDesk(Danger.REVERSIBLE))) {
            pilot.expect("eu-2").expect("not signed in");
            pilot.press("right", "right").expect("the token has expired");
        }
    }

    @Test
    void aNameFromTheClusterCannotDriveTheTerminal() {
        try (Pilot<Model> pilot = start(new MillDesk(Danger.REVERSIBLE))) {
            assertThat(pilot.screen()).contains("rye/evil").doesNotContain("\u001b");
        }
    }

    @Test
    void inAsciiNothingBeyondSevenBitsIsShown() {
        Capabilities ascii = Pilot.CAPABILITIES.withGlyphs(Glyphs.ASCII);
        MillDesk desk = new MillDesk(Danger.DISRUPTIVE);
        try (Pilot<Model> pilot = start(desk, new Size(80, 24), ascii, from("fleet", false))) {
            for (String key :
                    List.of("enter", "enter", "tab", "tab", "shift-tab", "enter", "1", "enter", "end", "y", "?")) {
                assertThat(pilot.press(key).screen()).as(key).matches("[\\x20-\\x7e\\n]*");
            }
        }
    }

    @Test
    void theFirstPictureNeedsNeitherTerminalNorCluster() {
        Screen.warmUp(false, "none", (line, screen) -> {
            throw new AssertionError("there is no terminal");
        });
        try (Pilot<Model> pilot = start(new MillDesk(Danger.REVERSIBLE))) {
            pilot.expect("fleet");
        }
    }

    @Test
    void theFilterHidesRowsAndSaysHowMany() {
        try (Pilot<Model> pilot = start(new MillDesk(Danger.REVERSIBLE))) {
            pilot.press("/").type("young").expect("1 of 3").expectNot("corn/old");
            pilot.press("esc").expect("corn/old");
        }
    }

    @Test
    void aWordThatIsNoPageAndNoKindIsSaidToBeNone() {
        try (Pilot<Model> pilot =
                start(new MillDesk(Danger.REVERSIBLE), new Size(80, 24), Pilot.CAPABILITIES, from("barn", false))) {
            pilot.expect("it serves no kind of that name").press("esc").expect("fleet");
        }
    }

    @Test
    void leavingIsAskedAndTheFocusIsOnNo() {
        try (Pilot<Model> pilot = start(new MillDesk(Danger.REVERSIBLE))) {
            pilot.press("q").expect("Leave Millwright?").press("enter").expectNot("Leave Millwright?");
            pilot.press("q", "y");
            assertThat(pilot.exitStatus()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "20x5", "59x15", "60x15", "79x24"})
    void noSizeBreaksAPage(String text) {
        String[] parts = text.split("x", 2);
        try (Pilot<Model> pilot = start(new MillDesk(Danger.DISRUPTIVE))) {
            for (String key : List.of(
                    "enter", "enter", "tab", "tab", "tab", "tab", "tab", "enter", "1", "enter", "end", "y", "?", ":")) {
                pilot.press(key)
                        .resize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
                        .resize(80, 24);
            }
        }
    }
}
