package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** As Machado, Oliveira and Fernandes (2009) compute it for the whole deficiency, in linear light. */
    private static double[] seen(int rgb, double[][] deficiency) {
        double[] light = new double[3];
        for (int i = 0; i < 3; i++) {
            light[i] = Math.pow((rgb >> 16 - 8 * i & 0xff) / 255.0, 2.2);
        }
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = deficiency[i][0] * light[0] + deficiency[i][1] * light[1] + deficiency[i][2] * light[2];
            out[i] = 255 * Math.pow(Math.clamp(sum, 0, 1), 1 / 2.2);
        }
        return out;
    }

    private static void apart(Theme theme, double[][] deficiency) {
        List<Role> states = List.of(Role.OK, Role.WARNING, Role.DEGRADED, Role.CRITICAL);
        for (Role one : states) {
            for (Role other : states.subList(states.indexOf(one) + 1, states.size())) {
                double[] a = seen(theme.colour(one), deficiency);
                double[] b = seen(theme.colour(other), deficiency);
                assertThat(Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]))
                        .as("%s: %s and %s", theme.name(), one, other)
                        .isGreaterThan(60);
            }
        }
    }

    @Test
    void states_stay_apart_for_those_for_whom_a_theme_is_made() {
        apart(Theme.DEUTERANOPIA, new double[][] {
            {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
        });
        apart(Theme.TRITANOPIA, new double[][] {
            {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
        });
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

    @Test
    void a_theme_of_ones_own_is_legible_whatever_its_colours_are() {
        for (int background : new int[] {0x000000, 0xffffff, 0x300000, 0x777777, 0x282a36, 0xfdf6e3}) {
            Theme own = Theme.DARK.with(
                    "own", Optional.of(background), Map.of(Role.TEXT, background, Role.CRITICAL, 0xaa0000));
            for (Role role : Role.values()) {
                double least = role == Role.RULE ? 1.5 : 4.2; // what a middle grey allows
                assertThat(Rgb.contrast(own.colour(role), background))
                        .as("%x %s", background, role)
                        .isGreaterThanOrEqualTo(least);
            }
        }
    }

    @Test
    void a_colour_that_is_legible_stays_and_one_that_is_not_keeps_its_hue() {
        Theme own = Theme.DARK.with("own", Optional.of(0x300000), Map.of(Role.OK, 0x50fa7b, Role.CRITICAL, 0xaa0000));
        assertThat(own.colour(Role.OK)).isEqualTo(0x50fa7b);
        assertThat(own.colour(Role.CRITICAL) >> 16).isGreaterThan(own.colour(Role.CRITICAL) & 0xff);
        assertThat(own.dark()).isTrue();
        assertThat(Theme.DARK.with("own", Optional.of(0xffffff), Map.of()).dark())
                .isFalse();
    }
}
