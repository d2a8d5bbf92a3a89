package io.millwright.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.Key;
import io.millwright.tui.Mouse;
import io.millwright.tui.Msg;
import io.millwright.tui.Paste;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyDecoderTest {
    /** What comes out when the characters come in one by one and then nothing more. {@code ^} stands for escape. */
    private static List<String> decode(String input) {
        KeyDecoder decoder = new KeyDecoder();
        List<Msg> out = new ArrayList<>();
        for (char c : input.replace('^', '\u001b').toCharArray()) {
            out.addAll(decoder.feed(c));
        }
        out.addAll(decoder.timeout());
        return out.stream()
                .map(msg -> msg instanceof Paste(String text) ? "paste(" + text + ")" : msg.toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "x, x",
        "é, é",
        "👍, 👍",
        "^[A, up",
        "^[B, down",
        "^[C, right",
        "^[D, left",
        "^OA, up",
        "^OD, left",
        "^[H, home",
        "^OF, end",
        "^[1~, home",
        "^[4~, end",
        "^[5~, pgup",
        "^[6~, pgdn",
        "^[2~, insert",
        "^[3~, delete",
        "^OP, f1",
        "^[[A, f1",
        "^[[E, f5",
        "^[11~, f1",
        "^[15~, f5",
        "^[17~, f6",
        "^[21~, f10",
        "^[24~, f12",
        "^[Z, shift-tab",
        "^[1;5A, ctrl-up",
        "^[1;2C, shift-right",
        "^[1;3D, alt-left",
        "^[3;5~, ctrl-delete",
        "^[97;5u, ctrl-a",
        "^[27u, esc",
        "^x, alt-x",
        "^é, alt-é",
        "^, esc",
        "^[, alt-[",
        "^O, alt-O"
    })
    void one_key_comes_out(String input, String key) {
        assertThat(decode(input)).containsExactly(key);
    }

    @Test
    void control_characters_are_keys() {
        assertThat(decode("\r\t\u007f\b\u0012\u0001\u0000\u001c"))
                .containsExactly("enter", "tab", "backspace", "backspace", "ctrl-r", "ctrl-a", "ctrl-space", "ctrl-\\");
    }

    @Test
    void a_lone_escape_waits_for_the_timeout() {
        KeyDecoder decoder = new KeyDecoder();
        assertThat(decoder.feed('\u001b')).isEmpty();
        assertThat(decoder.isWaiting()).isTrue();
        assertThat(decoder.timeout()).containsExactly(Key.ESC);
        assertThat(decoder.isWaiting()).isFalse();
        assertThat(decoder.feed('[')).containsExactly(Key.of('['));
    }

    @Test
    void keys_that_come_together_stay_apart() {
        assertThat(decode("a^[Ab^^[Bc")).containsExactly("a", "up", "b", "esc", "down", "c");
    }

    @Test
    void a_paste_is_one_message_with_line_feeds_and_without_keys() {
        assertThat(decode("a^[200~one\r\ntwo\rthree ^[A~^[201~b"))
                .containsExactly("a", "paste(one\ntwo\nthree \u001b[A~)", "b");
    }

    @Test
    void a_paste_of_a_megabyte_is_taken_at_once() {
        String large = "x~".repeat(500_000);
        assertThat(decode("^[200~" + large + "^[201~")).containsExactly("paste(" + large + ")");
    }

    @Test
    void answers_focus_and_mouse_are_no_keys() {
        assertThat(decode("^[?62;22c^[I^[O^[<0;10;20m^[<2;1;1M^[999~^[>1;2cx")).containsExactly("x");
    }

    @Test
    void broken_sequences_lose_only_themselves() {
        assertThat(decode("^[1;\u0001x")).endsWith("ctrl-a", "x");
        assertThat(decode("^[" + "1".repeat(300) + "~x")).endsWith("x");
        assertThat(decode("\ud83dx")).endsWith("x");
    }

    @Test
    void theLeftButtonAndTheWheelSayWhere() {
        assertThat(decode("^[<0;10;20M^[<64;1;1M^[<65;3;4M"))
                .containsExactly(
                        new Mouse(Mouse.Act.PRESS, 9, 19).toString(),
                        new Mouse(Mouse.Act.WHEEL_UP, 0, 0).toString(),
                        new Mouse(Mouse.Act.WHEEL_DOWN, 2, 3).toString());
    }
}
