package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.KindView;
import io.millwright.app.settings.SavedView;
import io.millwright.app.settings.SavedViews;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of the user's own behind the colon: aliases, hotkeys, saved views. */
class ViewsTest {
    @TempDir
    private Path folder = Path.of(".");

    private static MillDesk with(Map<String, String> aliases, Map<String, String> hotkeys) {
        ScreenSettings screen = ScreenSettings.DEFAULT
                .withAliases(aliases)
                .withHotkeys(hotkeys)
                .withKinds(Map.of("pods", new KindView(List.of(), "Age", true)));
        return new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
    }

    @Test
    void anAliasStandsForALineAndTakesMoreWords() {
        try (Pilot<Model> pilot = with(Map.of("pp", "pods app=web"), Map.of()).screen()) {
            pilot.press(":").type("pp shop").press("enter").expect("pods in shop app=web");
        }
    }

    @Test
    void theShortWordsOfKubectlAreKindsWhateverElseTheirLettersAreFoundIn() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press(":").type("sts").press("enter").expect("millwright   statefulsets");
            pilot.press(":").type("po kube-system").press("enter").expect("pods in kube-system");
        }
    }

    @Test
    void aHotkeyOpensItsLineAndOneThatAnActionHasIsNamed() {
        try (Pilot<Model> pilot =
                with(Map.of(), Map.of("f7", "plugins", "d", "pods")).screen()) {
            pilot.expect("1 thing in the settings can't be followed");
            pilot.press("f7").expect("millwright   plugins");
        }
    }

    @Test
    void aListIsSavedAndOpenedAgainAsItWas() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press(":").type("pods corn /old").press("enter", "f");
            pilot.press(":").type("view save mine").press("enter").expect("':view mine' opens it again");
            pilot.press("esc", "esc", ":").type("view mine").press("enter");
            pilot.expect("pods in corn").expect("pods, faults only").expect("/old");
            pilot.press(":").type("view delete mine").press("enter").expect("forgotten");
            pilot.press(":").type("view mine").press("enter").expect("There is no view mine");
        }
    }

    @Test
    void onlyAListOfObjectsCanBeSaved() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press(":").type("view save mine").press("enter").expect("Only a list of objects");
            pilot.press(":").type("view").press("enter").expect("':view NAME' opens a view");
        }
    }

    @Test
    void whatWasSavedIsThereAfterAStartAndAnotherScreensViewsStay() {
        SavedView view = new SavedView("pods shop /crash", "Age", true, true, false);
        SavedViews file = new SavedViews(folder.resolve("state/views.yaml"));
        assertThat(file.read()).isEmpty();
        file.keep("mine", Optional.of(view));
        new SavedViews(folder.resolve("state/views.yaml")).keep("other", Optional.of(view));
        assertThat(file.read()).containsOnlyKeys("mine", "other").containsEntry("mine", view);
        assertThat(file.keep("mine", Optional.empty())).containsOnlyKeys("other");
    }
}
