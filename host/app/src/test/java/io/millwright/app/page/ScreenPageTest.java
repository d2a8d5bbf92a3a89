package io.millwright.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.app.testing.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation of the screen says is so. */
class ScreenPageTest {
    @TempDir
    private Path folder = Path.of(".");

    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/screen.md"));
    }

    @Test
    void theSettingsThatItShowsHold() throws IOException {
        String yaml = page().split("```yaml\n", 2)[1].split("```", 2)[0];
        Settings settings = SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), yaml));
        Prefs prefs = Prefs.START.set(settings);
        assertThat(prefs.problems()).isEmpty();
        assertThat(prefs.bindings().keys()).containsKey("objects.describe");
        assertThat(prefs.hotkeys().everywhere()).hasSize(1);
        assertThat(prefs.screen().kinds()).containsKey("pods");
    }

    @Test
    void theMenuInItIsTheOneThatTheTestsDraw() throws IOException {
        assertThat(page()).contains(Picture.plain("menu"));
    }
}
