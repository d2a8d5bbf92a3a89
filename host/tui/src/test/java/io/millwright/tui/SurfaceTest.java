package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SurfaceTest {
    @Test
    void text_is_cut_at_all_edges() {
        assertThat(Screens.draw(6, 3, surface -> {
                    surface.put(-2, 0, "abcdefghij", Style.TEXT);
                    surface.put(0, -1, "above", Style.TEXT);
                    surface.put(0, 3, "below", Style.TEXT);
                    surface.putRight(6, 2, "42", Style.TEXT);
                }))
                .isEqualTo("cdefgh\n\n    42");
    }

    @Test
    void a_part_clips_to_itself_and_to_what_it_is_part_of() {
        assertThat(Screens.draw(10, 3, surface -> {
                    Surface part = surface.sub(new Rect(2, 1, 5, 5));
                    part.put(-1, 0, "abcdefgh", Style.TEXT);
                    part.sub(new Rect(3, 1, 9, 1)).put(0, 0, "xyz", Style.TEXT);
                    part.sub(new Rect(-2, 0, 3, 1)).put(0, 0, "123", Style.TEXT);
                }))
                .isEqualTo("\n  3cdef\n     xy");
    }

    @Test
    void half_of_a_wide_character_is_blank_at_an_edge_and_when_it_is_overwritten() {
        assertThat(Screens.draw(3, 1, surface -> surface.put(0, 0, "aデbx", Style.TEXT)))
                .isEqualTo("aデ");
        assertThat(Screens.draw(4, 1, surface -> surface.put(0, 0, "abcデ", Style.TEXT)))
                .isEqualTo("abc");
        assertThat(Screens.draw(4, 1, surface -> surface.put(-1, 0, "デb", Style.TEXT)))
                .isEqualTo(" b");
        assertThat(Screens.draw(4, 1, surface -> {
                    surface.put(0, 0, "デデ", Style.TEXT);
                    surface.put(1, 0, "x", Style.TEXT);
                }))
                .isEqualTo(" xデ");
        assertThat(Screens.draw(4, 1, surface -> {
                    surface.put(0, 0, "aデ", Style.TEXT);
                    surface.put(0, 0, "デ", Style.TEXT);
                }))
                .isEqualTo("デ");
    }

    @Test
    void the_cursor_stays_inside() {
        assertThat(Screens.frame(4, 2, Screens.PLAIN, surface -> surface.cursor(4, 0))
                        .cursor())
                .isEmpty();
        assertThat(Screens.frame(
                                9,
                                9,
                                Screens.PLAIN,
                                surface -> surface.sub(new Rect(2, 3, 4, 4)).cursor(1, 1))
                        .cursor())
                .contains(new Position(3, 4));
    }

    @Test
    void a_rule_is_ascii_on_that_ladder_and_missing_for_a_screen_reader() {
        assertThat(Screens.draw(4, 1, surface -> surface.rule(0))).isEqualTo("────");
        assertThat(Screens.text(Screens.frame(4, 1, Screens.ASCII, surface -> surface.rule(0))))
                .isEqualTo("----");
        assertThat(Screens.text(Screens.frame(4, 1, Screens.PLAIN.withScreenReader(true), surface -> surface.rule(0))))
                .isEmpty();
    }

    @Test
    void the_ascii_ladder_keeps_widths() {
        String text = "●▲◆✖◌⟳‖·─│▸›→… größe データ 👍";
        assertThat(Glyphs.ASCII.text(text)).isEqualTo("O!#X?~=.-|>>>~ gr??e ?????? ??");
        assertThat(Text.width(Glyphs.ASCII.text(text))).isEqualTo(Text.width(text));
    }

    @Test
    void restyling_changes_only_its_area() {
        Frame frame = Screens.frame(3, 1, Screens.PLAIN, surface -> {
            surface.put(0, 0, "abc", Style.OK);
            surface.restyle(new Rect(1, 0, 1, 1), Style::asReverse);
        });
        assertThat(frame.style(0, 0)).isEqualTo(Style.OK);
        assertThat(frame.style(1, 0)).isEqualTo(Style.OK.asReverse());
        assertThat(frame.style(2, 0)).isEqualTo(Style.OK);
    }
}
