package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.Program;
import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.settings.Glance;
import io.millwright.app.testing.Rig;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Glyphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the command line and settings on their way to the terminal. */
class ScreenOptionsTest {
    private static final Capabilities MOVING = Capabilities.detect(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8"));

    @TempDir
    private Path state = Path.of(".");

    @ParameterizedTest
    @CsvSource({
        "--no-input, false, true, false",
        "--no-animations, false, false, false",
        "--screen-reader, false, false, true",
        "--no-input, true, false, true",
        "--no-animations, true, false, true"
    })
    void whatIsTypedReachesTheTerminal(String typed, boolean set, boolean moves, boolean reader) {
        assertThat(MOVING.animations()).isTrue();
        GlobalOptions options =
                Program.of(session -> 0, Rig.untouched(state).source()).options(List.of(typed));
        Capabilities look = Screen.look(MOVING, options, new Glance(Optional.empty(), set, Optional.empty()));
        assertThat(look.animations()).isEqualTo(moves);
        assertThat(look.screenReader()).isEqualTo(reader);
    }

    @ParameterizedTest
    @CsvSource({
        "nerd-font, UTF-8, NERD_FONT",
        "east-asian, UTF-8, EAST_ASIAN",
        "ascii, UTF-8, ASCII",
        "auto, UTF-8, UNICODE",
        "none of them, UTF-8, UNICODE",
        "nerd-font, ISO-8859-1, ASCII"
    })
    void theSignsAreThoseOfTheSettingsWhereTheLocaleHasMoreThanSevenBits(String set, String locale, Glyphs signs)
            throws IOException {
        Path file = Files.writeString(state.resolve("config.yaml"), "mouse: false\nsigns: " + set + " # of the font\n");
        Capabilities found = Capabilities.detect(Map.of("TERM", "xterm-256color", "LANG", "en." + locale));
        assertThat(Glance.at(file).over(found).glyphs()).isEqualTo(signs);
    }
}
