package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.KeyProfile;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The user's own keys. */
class KeysTest {
    private static Pilot<Model> with(Object... idsAndKeys) {
        return with(KeyProfile.K9S, idsAndKeys);
    }

    private static Pilot<Model> with(KeyProfile profile, Object... idsAndKeys) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (int i = 0; i < idsAndKeys.length; i += 2) {
            keys.put(
                    idsAndKeys[i].toString(),
                    List.of(idsAndKeys[i + 1].toString().split(" ")));
        }
        return new MillDesk(Danger.REVERSIBLE)
                .set(new Settings(
                        "auto",
                        List.of(),
                        List.of(),
                        ScreenSettings.DEFAULT.withProfile(profile).withKeys(keys),
                        List.of(),
                        Optional.empty()))
                .screen();
    }

    @Test
    void anActionHasTheUsersKeyAndNoLongerItsOwn() {
        try (Pilot<Model> pilot = with("fleet.operations", "P f9")) {
            pilot.press("x")
                    .expect("P      operations")
                    .press("esc", "o")
                    .expectNot("newest first")
                    .press("f9")
                    .expect("newest first");
            pilot.press("esc", "?").type("/").type("past and running").expect("P f9");
        }
    }

    @Test
    void anActionMayHaveNoKeyAndIsStillInMenuAndPalette() {
        try (Pilot<Model> pilot = with("fleet.operations", "<disabled>")) {
            pilot.press("o").expectNot("newest first");
            pilot.press(":").type("operations").press("enter").expect("newest first");
        }
    }

    @Test
    void twoActionsMayChangeTheirKeys() {
        try (Pilot<Model> pilot = with("fleet.operations", "n", "fleet.namespaces", "o")) {
            pilot.expectNot("can't be followed").press("n").expect("newest first");
        }
    }

    @Test
    void aKeyThatTwoActionsClaimIsNamedAndTheRestHolds() {
        try (Pilot<Model> pilot = with("fleet.operations", "i", "fleet.namespaces", "N")) {
            pilot.expect("1 thing in the settings can't be followed").expect("key 'i' is fleet.install");
            pilot.press("o").expect("newest first").press("esc");
            pilot.press("x").expect("N      namespaces").press("esc");
            pilot.press(":")
                    .type("settings")
                    .press("enter")
                    .expect("action fleet.operations")
                    .expect("key 'i' is fleet.install");
        }
    }

    @Test
    void unknownActionsUnknownKeysAndFixedKeysAreNamed() {
        try (Pilot<Model> pilot = with("fleet.dance", "d", "fleet.install", "hyper-x", "plan.approve", "z")) {
            pilot.expect("3 things in the settings");
            pilot.press(":").type("settings").press("enter");
            assertThat(pilot.screen())
                    .contains("fleet.dance: no action has this")
                    .contains("there is no key 'hyper-x'")
                    .contains("its key is the same");
        }
    }

    @Test
    void movementHasTheUsersLettersTooAndTheArrowsAlways() {
        try (Pilot<Model> pilot = with("move.down", "z", "move.up", "I")) {
            pilot.press("enter", "z");
            assertThat(pilot.grid().selectedRow()).contains("rye/evil");
            pilot.press("k", "j", "I");
            assertThat(pilot.grid().selectedRow()).contains("corn/old");
            pilot.press("down");
            assertThat(pilot.grid().selectedRow()).contains("rye/evil");
        }
    }

    @Test
    void whatIsTypedIsNeverAKey() {
        try (Pilot<Model> pilot = with("move.down", "y", "fleet.operations", "g")) {
            pilot.press("/").type("young").expect("1 of 3");
        }
    }

    @Test
    void aProfileIsSeenInFooterMenuHelpAndSettings() {
        try (Pilot<Model> pilot = with(KeyProfile.LAZYGIT)) {
            pilot.expectNot("can't be followed")
                    .expect("n new")
                    .press("x")
                    .expect("N      namespaces")
                    .press("esc");
            pilot.press("?")
                    .type("/")
                    .type("installed or made")
                    .expect("n    ")
                    .expect("new")
                    .press("enter", "esc");
            pilot.press(":")
                    .type("settings")
                    .press("enter")
                    .expect("Keys of the profile lazygit")
                    .expect("R ctrl-r");
            pilot.press(":")
                    .type("tour")
                    .press("enter", "end")
                    .press("right", "right", "right", "right")
                    .expect("( and ) go back");
        }
    }

    @Test
    void theUsersOwnKeysWinOverTheProfileAndWhatIsInConflictWithItIsNamed() {
        try (Pilot<Model> pilot = with(KeyProfile.LAZYGIT, "fleet.operations", "n", "fleet.namespaces", "O")) {
            pilot.expect("1 thing in the settings can't be followed").expect("key 'n' is fleet.install");
            pilot.press("x").expect("O      namespaces").press("esc").press("o").expect("newest first");
        }
    }

    @Test
    void withArrowsOnlyNoLetterMovesAnything() {
        try (Pilot<Model> pilot = with(KeyProfile.ARROWS)) {
            pilot.press("enter", "j");
            assertThat(pilot.grid().selectedRow()).contains("corn/old");
            pilot.press("down");
            assertThat(pilot.grid().selectedRow()).contains("rye/evil");
            pilot.press("k", "g");
            assertThat(pilot.grid().selectedRow()).contains("rye/evil");
        }
    }
}
