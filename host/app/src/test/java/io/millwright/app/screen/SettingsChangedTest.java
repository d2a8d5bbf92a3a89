package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.spi.Danger;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Cancellation;
import io.millwright.tui.Msg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is set beside an open screen. */
class SettingsChangedTest {
    private final MillDesk desk = new MillDesk(Danger.REVERSIBLE);
    private final Told told = new Told(desk);

    private Pilot<Model> start() {
        return told.start(120, 30, "fleet");
    }

    private static Settings with(ScreenSettings screen, Problem... problems) {
        return new Settings("auto", List.of(), List.of(), screen, List.of(problems), Optional.empty());
    }

    /** What the watch tells when the settings were rewritten; it is stopped by its first word. */
    private DeskMsg.SettingsChanged changed() throws Exception {
        List<Msg> said = new ArrayList<>();
        Cancellation enough = new Cancellation();
        try {
            desk.runner()
                    .run(
                            new DeskEffect.WatchSettings(),
                            msg -> {
                                said.add(msg);
                                Thread.currentThread().interrupt();
                            },
                            enough);
        } catch (InterruptedException stopped) {
            assertThat(said).hasSize(1);
        }
        return (DeskMsg.SettingsChanged) said.getFirst();
    }

    @Test
    void theFilesAreWatchedFromTheStartOn() {
        try (Pilot<Model> pilot = start()) {
            pilot.expect("fleet");
            assertThat(told.asked(DeskEffect.WatchSettings.class)).hasSize(1);
        }
    }

    @Test
    void aHotkeyHoldsAsSoonAsItIsWritten() throws Exception {
        try (Pilot<Model> pilot = start()) {
            pilot.press("f7").expectNot("millwright   plugins");
            desk.rewrite(with(ScreenSettings.DEFAULT.withHotkeys(Map.of("f7", "plugins"))));
            pilot.send(changed())
                    .expect("written anew and hold now")
                    .press("f7")
                    .expect("millwright   plugins");
        }
    }

    @Test
    void whatDoesNotHoldIsSaidAndListed() throws Exception {
        try (Pilot<Model> pilot = start()) {
            desk.rewrite(with(
                    ScreenSettings.DEFAULT,
                    Problem.user(
                            "read the settings", "file config.yaml, line 3", "there is no theme 'x'", "Correct it.")));
            pilot.send(changed())
                    .expect("1 thing in the settings can't be followed")
                    .expect("there is no theme 'x'");
            pilot.press(":").type("settings").press("enter").expect("config.yaml, line 3");
        }
    }
}
