package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ThemeTest {
    private static final List<Theme> COLOURED =
            Theme.all().stream().filter(theme -> !theme.plain()).toList();

    @Test
    void text_has_a_contrast_of_seven_to_one_in_true_colour_and_in_256_colours() {
        for (Theme theme : COLOURED) {
            int background256 = Rgb.of256(Rgb.nearest256(theme.background()));
            for (Role role : Role.values()) {
                double least = role == Role.RULE ? 3 : 7;
                int colour = theme.colour(role);
                assertThat(Rgb.contrast(colour, theme.background()))
                        .as("%s %s", theme.name(), role)
                        .isGreaterThanOrEqualTo(least);
                assertThat(Rgb.contrast(Rgb.of256(Rgb.nearest256(colour)), background256))
                        .as("%s %s in 256 colours", theme.name(), role)
                        .isGreaterThanOrEqualTo(least);
            }
        }
    }

    @Test
    void contrast_is_that_of_wcag() {
        assertThat(Rgb.contrast(0xffffff, 0x000000)).isEqualTo(21);
        assertThat(Rgb.contrast(0x777777, 0xffffff)).isBetween(4.47, 4.49);
    }

    @Test
    void themes_are_found_by_name() {
        assertThat(Theme.named("high-contrast")).contains(Theme.HIGH_CONTRAST);
        assertThat(Theme.named("pink")).isEmpty();
    }

    @Test
    void signs_differ_without_colour_on_both_ladders() {
        for (Glyphs glyphs : Glyphs.values()) {
            assertThat(List.of(Sign.values()).stream().map(sign -> sign.glyph(glyphs)))
                    .doesNotHaveDuplicates()
                    .allMatch(glyph -> Text.width(glyph) == 1);
        }
    }
}
