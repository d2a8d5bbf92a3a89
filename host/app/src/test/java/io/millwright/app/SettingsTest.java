package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder = Path.of(".");

    private Settings read(String text) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), text));
    }

    @Test
    void readsWhatIsSet() throws Exception {
        Settings settings =
                read("theme: light\nreadOnlyContexts: [prod-*, '*-live']\npluginFolders:\n  - /opt/plugins\n");
        assertThat(settings.theme()).isEqualTo("light");
        assertThat(settings.pluginFolders()).containsExactly(Path.of("/opt/plugins"));
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.isReadOnly("prod-eu")).isTrue();
        assertThat(settings.isReadOnly("eu-live")).isTrue();
        assertThat(settings.isReadOnly("pre-prod-eu")).isFalse();
        assertThat(settings.isReadOnly("dev")).isFalse();
    }

    @Test
    void noFileIsTheDefaults() {
        assertThat(SettingsReader.read(folder.resolve("none.yaml"))).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void anEmptyFileIsTheDefaults() throws Exception {
        assertThat(read("")).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void aBrokenFileIsAWarningWithItsPlaceAndTheDefaults() throws Exception {
        Settings settings = read("theme: dark\n  readOnly: [\n");
        assertThat(settings.theme()).isEqualTo("auto");
        assertThat(settings.warnings())
                .singleElement()
                .satisfies(w -> assertThat(w.why()).contains("line 2"));
    }

    @Test
    void anUnknownSettingIsAWarningAndTheRestCounts() throws Exception {
        Settings settings = read("themes: dark\nreadOnlyContexts: [a]\n");
        assertThat(settings.readOnlyContexts()).containsExactly("a");
        assertThat(settings.warnings())
                .singleElement()
                .satisfies(w -> assertThat(w.why()).contains("'themes'"));
    }

    @Test
    void foldersFollowTheXdgRules() {
        Folders folders = Folders.of(
                Optional.of("/opt/mw"),
                Map.of("XDG_STATE_HOME", "/s", "XDG_DATA_HOME", "relative"),
                Path.of("/home/u"));
        assertThat(folders.state()).isEqualTo(Path.of("/s/millwright"));
        assertThat(folders.config()).isEqualTo(Path.of("/home/u/.config/millwright"));
        assertThat(folders.plugins(List.of(Path.of("/more"))))
                .containsExactly(
                        Path.of("/opt/mw/plugins"),
                        Path.of("/home/u/.local/share/millwright/plugins"),
                        Path.of("/more"));
    }

    @Test
    void theProgramsVersionIsThatOfThePom() {
        assertThat(Version.PROGRAM).isEqualTo(System.getProperty("millwright.test.version", Version.PROGRAM));
    }
}
