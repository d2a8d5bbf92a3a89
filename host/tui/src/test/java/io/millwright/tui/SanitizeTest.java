package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SanitizeTest {
    @Test
    void plain_text_stays_as_it_is() {
        assertThat(Sanitize.line("orders größe データ ● 👍 e\u0301")).isEqualTo("orders größe データ ● 👍 e\u0301");
    }

    @Test
    void colours_of_logs_are_taken_out() {
        assertThat(Sanitize.line("\u001b[1;31mERROR\u001b[0m done")).isEqualTo("ERROR done");
    }

    @Test
    void other_sequences_lose_their_escape_and_stay_visible() {
        assertThat(Sanitize.line("\u001b]0;title\u0007")).isEqualTo("␛]0;title␇");
        assertThat(Sanitize.line("\u001b[2J\u001b[H\u001bc")).isEqualTo("␛[2J␛[H␛c");
        assertThat(Sanitize.line("\u009b31m")).isEqualTo("\ufffd31m");
        assertThat(Sanitize.line("\u001b[")).isEqualTo("␛[");
    }

    @Test
    void direction_marks_and_invisible_characters_are_shown() {
        assertThat(Sanitize.line("a\u202eb\u2066c\u200fd\u200be\ufefff\u00adg\ud800h"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh");
    }

    @Test
    void line_ends_and_tabs_stay_on_the_line() {
        assertThat(Sanitize.line("a\tb\nc\rd\u2028e")).isEqualTo("a   b␊c␍d␤e");
    }

    @Test
    void nothing_that_is_put_on_a_surface_can_reach_the_terminal_unsafe() {
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            StringBuilder hostile = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                int kind = random.nextInt(4);
                hostile.appendCodePoint(
                        kind == 0
                                ? random.nextInt(0x20)
                                : kind == 1 ? random.nextInt(0x2100) : random.nextInt(0x110000));
            }
            String text = hostile.toString();
            assertThat(Screens.frame(60, 1, Screens.PLAIN, surface -> surface.put(0, 0, text, Style.TEXT))
                            .row(0)
                            .codePoints())
                    .as("%s", text.codePoints().mapToObj(Integer::toHexString).toList())
                    .allMatch(SanitizeTest::isSafe);
            assertThat(Screens.frame(60, 1, Screens.ASCII, surface -> surface.put(0, 0, text, Style.TEXT))
                            .row(0)
                            .codePoints())
                    .allMatch(codePoint -> codePoint >= ' ' && codePoint < 0x7f);
        }
    }

    private static boolean isSafe(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE;
    }
}
