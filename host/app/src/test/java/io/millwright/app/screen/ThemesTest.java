package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.spi.Danger;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Role;
import io.millwright.tui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Themes of the user's own, and where they hold. */
class ThemesTest {
    @TempDir
    private Path folder = Path.of(".");

    private Settings settings(String yaml) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), yaml));
    }

    private static Optional<String> shown(Pilot<Model> pilot) {
        return pilot.grid().frame().theme().map(Theme::name);
    }

    @Test
    void aThemeOfOnesOwnIsLikeAnotherButForItsColours() throws IOException {
        Settings settings = settings("""
                theme: mine
                themes:
                  mine: {background: '#300000', ok: '#50fa7b'}
                  paper: {like: high-contrast, background: '#fdf6e3'}
                """);
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.theme()).isEqualTo("mine");
        Theme mine = settings.screen().theme(Optional.empty()).orElseThrow();
        assertThat(mine.background()).isEqualTo(0x300000);
        assertThat(mine.colour(Role.OK)).isEqualTo(0x50fa7b);
        assertThat(mine.colour(Role.TEXT)).isEqualTo(Theme.DARK.colour(Role.TEXT));
    }

    @Test
    void whatCanNotBeReadIsSaidAndDrawnSoThatItCan() throws IOException {
        Settings settings = settings("""
                theme: mine
                themes:
                  mine: {background: '#300000', critical: '#aa0000'}
                """);
        assertThat(settings.warnings()).singleElement().satisfies(w -> {
            assertThat(w.on()).endsWith("config.yaml:3");
            assertThat(w.why()).contains("'critical' #aa0000 can't be read well on #300000", "it is drawn as #");
        });
        assertThat(settings.screen().theme(Optional.empty()).orElseThrow().colour(Role.CRITICAL))
                .isNotEqualTo(0xaa0000);
    }

    @Test
    void whatIsNoThemeOrNoColourIsSaid() throws IOException {
        assertThat(settings("""
                theme: none
                themes:
                  dark: {text: '#ffffff'}
                  odd: {text: red, shade: '#ffffff', like: mono}
                  text: blue
                contexts:
                  lab: {theme: gone}
                """).warnings())
                .extracting(Problem::why)
                .satisfiesExactlyInAnyOrder(
                        w -> assertThat(w).contains("there is no theme 'none'", "odd"),
                        w -> assertThat(w).contains("'dark' comes with the program"),
                        w -> assertThat(w).contains("'text' is no colour"),
                        w -> assertThat(w).contains("'shade'"),
                        w -> assertThat(w).contains("not 'mono'"),
                        w -> assertThat(w).contains("'text' of 'themes' must be a map"),
                        w -> assertThat(w).contains("there is no theme 'gone'"));
    }

    @Test
    void aThemeOfOneFileIsNamedInAnother() throws IOException {
        Path first = Files.writeString(folder.resolve("imported.yaml"), "themes: {mine: {background: '#300000'}}\n");
        Path own = Files.writeString(folder.resolve("own.yaml"), "theme: mine\ncontexts: {lab: {theme: mine}}\n");
        Settings both = SettingsReader.read(List.of(first, own));
        assertThat(both.warnings()).isEmpty();
        assertThat(both.screen().theme(Optional.of("lab")).map(Theme::background))
                .contains(0x300000);
    }

    @Test
    void theScreenHasTheColoursOfTheClusterThatIsLookedAt() throws IOException {
        Settings settings = settings("""
                themes: {blood: {background: '#300000'}}
                contexts:
                  eu-1: {theme: blood}
                  eu-2: {theme: light}
                """);
        assertThat(settings.warnings()).isEmpty();
        try (Pilot<Model> pilot = new MillDesk(Danger.DISRUPTIVE).set(settings).screen()) {
            assertThat(shown(pilot)).contains("blood");
            pilot.press("right");
            assertThat(shown(pilot)).isEmpty();
            pilot.press("right");
            assertThat(shown(pilot)).contains("light");
            pilot.press("left", "left", "enter");
            assertThat(shown(pilot)).contains("blood");
        }
    }
}
