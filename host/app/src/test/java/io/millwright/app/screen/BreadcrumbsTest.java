package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to the page in sight can be left out of the first line; which cluster it is and what may be done there can't. */
class BreadcrumbsTest {
    @TempDir
    private Path folder = Path.of(".");

    private Settings settings(String yaml) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), yaml));
    }

    private static String header(Pilot<Model> pilot) {
        return pilot.screen().lines().findFirst().orElseThrow();
    }

    @Test
    void aKeyTakesThemAwayAndBringsThemBack() {
        try (Pilot<Model> pilot = new MillDesk(Danger.DISRUPTIVE).screen()) {
            pilot.press("enter").press("enter").press("enter");
            assertThat(header(pilot)).contains("eu-1 › mill › corn/old", "read-write");
            pilot.press("ctrl-g");
            assertThat(header(pilot)).contains("eu-1", "read-write").doesNotContain("mill ›", "›");
            pilot.press("ctrl-g");
            assertThat(header(pilot)).contains("eu-1 › mill › corn/old");
        }
    }

    @Test
    void whereTheyAreSetAsideTheClusterAndWhatMayBeDoneThereStay() throws IOException {
        Settings settings = settings("breadcrumbs: false\ncontexts: {eu-1: {label: LIVE}}\n");
        try (Pilot<Model> pilot = new MillDesk(Danger.DISRUPTIVE).set(settings).screen()) {
            pilot.resize(60, 15);
            for (String key : new String[] {"enter", "enter", "enter", "1", "enter"}) {
                pilot.press(key);
                assertThat(header(pilot))
                        .as(key)
                        .contains("eu-1", "LIVE · read-write")
                        .doesNotContain("›");
            }
            pilot.press(":").type("plugins").press("enter");
            assertThat(header(pilot)).as("no single cluster").contains("clusters", "LIVE among them");
        }
    }
}
