package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(isReadOnly(settings, "prod-eu")).isTrue();
        assertThat(isReadOnly(settings, "eu-live")).isTrue();
        assertThat(isReadOnly(settings, "pre-prod-eu")).isFalse();
        assertThat(isReadOnly(settings, "dev")).isFalse();
    }

    @Test
    void noFileIsTheDefaults() {
        assertThat(SettingsReader.read(folder.resolve("none.yaml"))).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void anEmptyFileIsTheDefaults() throws Exception {
        assertThat(read("")).isEqualTo(Settings.DEFAULT);
    }

    private static boolean isReadOnly(Settings settings, String context) {
        return settings.readOnly("run the plan", context).isPresent();
    }

    @Test
    void aBrokenFileIsAWarningWithItsPlaceAndMakesEveryContextReadOnly() throws Exception {
        Settings settings = read("theme: dark\n  readOnly: [\n");
        assertThat(settings.theme()).isEqualTo("auto");
        assertThat(settings.warnings())
                .singleElement()
                .satisfies(w -> assertThat(w.why()).contains("line 2"));
        Problem refusal = settings.readOnly("run the plan", "dev").orElseThrow();
        assertThat(refusal.why())
                .contains("every context counts as read-only", "config.yaml, line 2, column", "not allowed here");
        assertThat(refusal.next()).contains("Correct the file");
        assertThat(refusal.code()).contains("denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readOnlyContexts: prod-*x",
                "readOnlyContexts: [prod, {a: b}]",
                "readOnlyContexts: [prod, null]",
                "readonlyContexts: [prod]",
                "read-only-contexts: [prod]",
                "- readOnlyContexts",
                "readOnlyContexts: [prod"
            })
    void whereItMayHaveSaidWhichContextsAreReadOnlyAllAre(String text) throws Exception {
        assertThat(isReadOnly(read(text), "dev")).isTrue();
    }

    @Test
    void aFileThatCantBeReadMakesEveryContextReadOnly() throws Exception {
        Path folderInItsPlace = Files.createDirectory(folder.resolve("config.yaml"));
        assertThat(isReadOnly(SettingsReader.read(folderInItsPlace), "dev")).isTrue();
    }

    @Test
    void anUnknownThemeProtectsNothing() throws Exception {
        assertThat(isReadOnly(read("theme: pink"), "dev")).isFalse();
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
    void whatOneFileProtectsNoOtherLaysOpen() throws Exception {
        Path first = Files.writeString(folder.resolve("imported.yaml"), "readOnlyContexts: [prod-*]\ntheme: dark\n");
        Path later = Files.writeString(folder.resolve("own.yaml"), "readOnlyContexts: [live]\ntheme: light\n");
        Settings settings = SettingsReader.read(List.of(first, later));
        assertThat(settings.readOnlyContexts()).containsExactly("prod-*", "live");
        assertThat(settings.theme()).isEqualTo("light");
        Files.writeString(later, "readOnlyContexts: []\n");
        assertThat(isReadOnly(SettingsReader.read(List.of(first, later)), "prod-eu"))
                .isTrue();
    }

    @Test
    void whatIsSaidTwiceInAFileIsNotLostSilently() throws Exception {
        assertThat(isReadOnly(read("readOnlyContexts: [prod]\nreadOnlyContexts: [test]\n"), "prod"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mouse: true\n\ntheme: pink\n",
                "keys:\n  fleet.open: [x]\nmous: false\n",
                "kinds:\n  pods:\n    columns: name\n",
                "aliases:\n  p: pods\n  q: [pods]\n",
                "readOnlyContexts:\n  - prod\n  - {a: b}\n"
            })
    void whatIsWrongIsNamedWithItsLine(String text) throws Exception {
        assertThat(read(text).warnings())
                .singleElement()
                .satisfies(w -> assertThat(w.on()).endsWith("config.yaml:3"));
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
