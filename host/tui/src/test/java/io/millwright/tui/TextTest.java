package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {
    @ParameterizedTest
    @CsvSource({
        "orders, 6",
        "größe, 5",
        "データ, 6",
        "가나, 4",
        "ｶﾅ, 2",
        "e\u0301, 1",
        "\u0301, 1",
        "👍, 2",
        "👍🏽, 2",
        "👩‍👩‍👧, 2",
        "🇩🇪, 2",
        "❤️, 1",
        "●▲◆✖◌⟳‖·, 8",
        "─│▸, 3",
        "𝒳, 1"
    })
    void width_counts_cells(String text, int cells) {
        assertThat(Text.width(text)).isEqualTo(cells);
    }

    @Test
    void what_is_drawn_is_as_wide_as_what_was_measured() {
        for (String text :
                new String[] {"a👩‍👩‍👧b", "x🇩🇪y", "e\u0301\u0302\u0303\u0304\u0305z", "데이터!", "a\u200db"}) {
            Frame frame = Screens.frame(20, 1, Screens.PLAIN, surface -> {
                int after = surface.put(0, 0, text, Style.TEXT);
                assertThat(after).as(text).isEqualTo(Text.width(text));
            });
            assertThat(frame.row(0).stripTrailing()).isNotEmpty();
        }
    }

    @Test
    void joined_emoji_are_reduced_to_the_first_and_flags_to_letters() {
        assertThat(Screens.draw(20, 1, surface -> surface.put(0, 0, "a👩‍👩‍👧b 🇩🇪", Style.TEXT)))
                .isEqualTo("a👩b DE");
    }

    @Test
    void a_cut_name_says_what_it_is_and_which_one() {
        String name = "cert-manager-cainjector-bl97j2n5mz-vndd2";
        assertThat(Text.cutName(name, 24, Glyphs.UNICODE).text()).isEqualTo("cert-manager-cain…-vndd2");
        assertThat(Text.cutName(name, 8, Glyphs.UNICODE).text()).isEqualTo("cert…dd2");
        assertThat(Text.cutName("web", 8, Glyphs.UNICODE).text()).isEqualTo("web");
        assertThat(Text.cutName("データベース", 7, Glyphs.UNICODE).text()).isEqualTo("デー…ス");
    }

    @Test
    void truncation_keeps_both_ends_of_a_name_and_never_half_a_character() {
        assertThat(Text.truncateMiddle("orders-cluster-primary-7f9c", 15, Glyphs.UNICODE))
                .isEqualTo("orders-…ry-7f9c");
        assertThat(Text.truncateMiddle("データベース", 7, Glyphs.UNICODE)).isEqualTo("デ…ス");
        assertThat(Text.truncateEnd("データベース", 6, Glyphs.UNICODE)).isEqualTo("デー…");
        assertThat(Text.truncateEnd("abc", 0, Glyphs.UNICODE)).isEmpty();
        assertThat(Text.truncateMiddle("abcdef", 1, Glyphs.ASCII)).isEqualTo("~");
    }

    @Test
    void wrapping_breaks_at_blanks_and_only_without_them_inside_a_word() {
        assertThat(Text.wrap("a loss of the volume loses all", 12))
                .containsExactly("a loss of", "the volume", "loses all");
        assertThat(Text.wrap("abcdefgh ij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Text.wrap("データベース", 5)).containsExactly("デー", "タベ", "ース");
        assertThat(Text.wrap("デ", 1)).containsExactly("デ", "");
        assertThat(Text.wrap("", 5)).containsExactly("");
        assertThat(Text.wrap("one\n\ntwo", 5)).containsExactly("one", "", "two");
    }

    @Test
    void padding_counts_cells() {
        assertThat(Text.padEnd("デ", 4)).isEqualTo("デ  ");
        assertThat(Text.padStart("12", 4)).isEqualTo("  12");
    }
}
