package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CapabilitiesTest {
    private static Capabilities detect(String... pairs) {
        Map<String, String> environment = new HashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return Capabilities.detect(environment);
    }

    @Test
    void colour_depth_follows_term_and_colorterm() {
        assertThat(detect("TERM=xterm-256color").color()).isEqualTo(ColorDepth.ANSI256);
        assertThat(detect("TERM=xterm-256color", "COLORTERM=truecolor").color()).isEqualTo(ColorDepth.TRUE);
        assertThat(detect("TERM=xterm").color()).isEqualTo(ColorDepth.ANSI16);
        assertThat(detect("TERM=vt100").color()).isEqualTo(ColorDepth.NONE);
        assertThat(detect("TERM=dumb", "COLORTERM=truecolor").color()).isEqualTo(ColorDepth.NONE);
        assertThat(detect().color()).isEqualTo(ColorDepth.NONE);
    }

    @Test
    void no_color_wins_with_any_value_but_an_empty_one() {
        assertThat(detect("TERM=xterm", "COLORTERM=truecolor", "NO_COLOR=0").color())
                .isEqualTo(ColorDepth.NONE);
        assertThat(detect("TERM=xterm-256color", "NO_COLOR=").color()).isEqualTo(ColorDepth.ANSI256);
    }

    @Test
    void unicode_needs_a_utf_8_locale_and_a_capable_terminal() {
        assertThat(detect("TERM=xterm", "LANG=de_DE.UTF-8").glyphs()).isEqualTo(Glyphs.UNICODE);
        assertThat(detect("TERM=xterm", "LANG=de_DE.UTF-8", "LC_ALL=C").glyphs())
                .isEqualTo(Glyphs.ASCII);
        assertThat(detect("TERM=xterm").glyphs()).isEqualTo(Glyphs.ASCII);
        assertThat(detect("TERM=linux", "LANG=C.UTF-8").glyphs()).isEqualTo(Glyphs.ASCII);
    }

    @Test
    void nothing_moves_in_ci_on_dumb_terminals_and_for_screen_readers() {
        assertThat(detect("TERM=xterm").animations()).isTrue();
        assertThat(detect("TERM=xterm", "CI=true").animations()).isFalse();
        assertThat(detect("TERM=dumb").animations()).isFalse();
        Capabilities reader = detect("TERM=xterm", "ACCESSIBLE=1");
        assertThat(reader.screenReader()).isTrue();
        assertThat(reader.animations()).isFalse();
        assertThat(reader.withAnimations(true).animations()).isFalse();
    }

    @Test
    void a_light_background_is_recognised() {
        assertThat(detect("TERM=xterm", "COLORFGBG=0;15").theme()).isEqualTo(Theme.LIGHT);
        assertThat(detect("TERM=xterm", "COLORFGBG=15;0").theme()).isEqualTo(Theme.DARK);
    }

    @Test
    void the_plain_theme_sends_no_colour() {
        assertThat(Screens.PLAIN.withTheme(Theme.MONO).effectiveColor()).isEqualTo(ColorDepth.NONE);
    }

    @Test
    void colour_words_of_the_command_line_are_read() {
        assertThat(ColorDepth.parse("never")).contains(ColorDepth.NONE);
        assertThat(ColorDepth.parse("truecolor")).contains(ColorDepth.TRUE);
        assertThat(ColorDepth.parse("auto")).isEmpty();
    }
}
