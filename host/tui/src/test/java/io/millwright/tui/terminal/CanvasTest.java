package io.millwright.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.Capabilities;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.Frame;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Screens;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Theme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CanvasTest {
    private static final String COLOUR = "\u001b\\[([0-9;]*;)?(3[0-9]|4[0-9]|9[0-7]|10[0-7])(;[0-9;]*)?m";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String drawn(Canvas canvas, Capabilities capabilities, Consumer<Surface> view) {
        out.reset();
        try {
            canvas.draw(Screens.frame(40, 4, capabilities, view));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String drawn(Capabilities capabilities, Consumer<Surface> view) {
        return drawn(new Canvas(out, capabilities, true), capabilities, view);
    }

    private static void everything(Surface surface) {
        int col = 0;
        for (Sign sign : Sign.values()) {
            col = surface.put(col, 0, sign);
        }
        surface.put(0, 1, "größe データ 👍 …", Style.CRITICAL.asBold());
        surface.rule(2);
        surface.put(0, 3, "gone", Style.MUTED.asStrike());
        surface.put(10, 3, "here", Style.TEXT.asReverse());
        surface.cursor(10, 3);
    }

    @Test
    void without_colours_there_is_no_colour_sequence_and_the_selection_is_reversed() {
        String stream = drawn(Screens.PLAIN.withColor(ColorDepth.NONE), CanvasTest::everything);
        assertThat(stream).doesNotContainPattern(COLOUR).contains("\u001b[7m").contains("\u001b[1m");
    }

    @Test
    void each_depth_sends_its_own_colours_only() {
        assertThat(drawn(Screens.PLAIN, CanvasTest::everything))
                .contains("38;2;")
                .doesNotContain("38;5;");
        assertThat(drawn(Screens.PLAIN.withColor(ColorDepth.ANSI256), CanvasTest::everything))
                .contains("38;5;")
                .doesNotContain("38;2;");
        assertThat(drawn(Screens.PLAIN.withColor(ColorDepth.ANSI16), CanvasTest::everything))
                .containsPattern(COLOUR)
                .doesNotContain("38;");
    }

    @Test
    void the_ascii_ladder_sends_seven_bits() {
        drawn(Screens.PLAIN.withGlyphs(Glyphs.ASCII), CanvasTest::everything);
        for (byte b : out.toByteArray()) {
            assertThat(b).isPositive();
        }
    }

    @Test
    void after_what_the_terminal_draws_over_two_cells_the_place_is_told_anew() {
        Capabilities look = Screens.PLAIN.withGlyphs(Glyphs.EAST_ASIAN).withColor(ColorDepth.NONE);
        String stream = Screens.overTwo(() -> drawn(look, s -> s.put(0, 0, "é|字|Ω|", Style.TEXT)));
        assertThat(stream).containsSubsequence("é", "\u001b[1;3H|", "字", "\u001b[1;6H|", "Ω", "\u001b[1;9H|");
    }

    @Test
    void only_what_differs_is_sent_again() {
        Canvas canvas = new Canvas(out, Screens.PLAIN, true);
        drawn(canvas, Screens.PLAIN, CanvasTest::everything);
        String same = drawn(canvas, Screens.PLAIN, CanvasTest::everything);
        assertThat(same).doesNotContain("gone").doesNotContain("\u001b[2J");
        assertThat(same.length()).isLessThan(20);
        String changed = drawn(canvas, Screens.PLAIN, surface -> {
            everything(surface);
            surface.put(12, 3, "X", Style.TEXT.asReverse());
        });
        assertThat(changed).contains("\u001b[4;13H").contains("X").doesNotContain("gone");
    }

    @Test
    void the_cursor_is_shown_where_it_was_put_and_else_hidden() {
        Canvas canvas = new Canvas(out, Screens.PLAIN, true);
        assertThat(drawn(canvas, Screens.PLAIN, CanvasTest::everything)).endsWith("\u001b[4;11H");
        assertThat(drawn(canvas, Screens.PLAIN, surface -> surface.put(0, 0, "x", Style.TEXT)))
                .contains("\u001b[?25l");
    }

    @Test
    void a_wide_character_is_sent_whole_and_what_follows_is_placed_anew() {
        assertThat(drawn(Screens.PLAIN, surface -> surface.put(0, 0, "デa👍b", Style.TEXT)))
                .containsPattern("デ\u001b\\[1;3Ha👍\u001b\\[1;6Hb");
        Canvas canvas = new Canvas(out, Screens.PLAIN, true);
        drawn(canvas, Screens.PLAIN, surface -> surface.put(0, 0, "デー", Style.TEXT));
        assertThat(drawn(canvas, Screens.PLAIN, surface -> surface.put(0, 0, "aデb", Style.TEXT)))
                .contains("a")
                .contains("デ")
                .contains("b");
    }

    @Test
    void after_a_change_of_size_the_whole_frame_is_sent() throws IOException {
        Canvas canvas = new Canvas(out, Screens.PLAIN, true);
        drawn(canvas, Screens.PLAIN, CanvasTest::everything);
        out.reset();
        Frame larger = Screens.frame(60, 6, Screens.PLAIN, CanvasTest::everything);
        canvas.draw(larger);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\u001b[2J").contains("gone");
    }

    @Test
    void a_picture_of_another_theme_is_drawn_whole_in_its_colours_and_the_next_one_in_its_own() {
        Theme red = Theme.DARK.with("red", Optional.of(0x300000), Map.of());
        Canvas canvas = new Canvas(out, Screens.PLAIN, true);
        Consumer<Surface> plain = surface -> surface.put(0, 0, "orders", Style.TEXT);
        assertThat(drawn(canvas, Screens.PLAIN, plain)).doesNotContain("48;2;48;0;0");
        assertThat(drawn(canvas, Screens.PLAIN, surface -> {
                    plain.accept(surface);
                    surface.theme(red);
                }))
                .contains("48;2;48;0;0")
                .contains("orders");
        assertThat(drawn(canvas, Screens.PLAIN, plain))
                .doesNotContain("48;2;48;0;0")
                .contains("orders");
    }

    @Test
    void whoever_wants_no_colours_gets_none_by_a_theme() {
        Theme red = Theme.DARK.with("red", Optional.of(0x300000), Map.of());
        Consumer<Surface> themed = surface -> {
            everything(surface);
            surface.theme(red);
        };
        assertThat(drawn(Screens.PLAIN.withColor(ColorDepth.NONE), themed)).doesNotContainPattern(COLOUR);
        assertThat(drawn(Screens.PLAIN.withTheme(Theme.MONO), themed)).doesNotContainPattern(COLOUR);
    }
}
