package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "X",
                "?",
                ":",
                "-",
                "+",
                "é",
                "space",
                "enter",
                "esc",
                "tab",
                "shift-tab",
                "ctrl-r",
                "alt-x",
                "up",
                "pgdn",
                "f5",
                "ctrl-alt-shift-left",
                "ctrl--",
                "ctrl-space",
                "backspace",
                "delete"
            })
    void a_name_is_read_back_from_what_is_shown(String name) {
        assertThat(Key.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "C-r, ctrl-r",
        "S-tab, shift-tab",
        "shift-a, A",
        "ctrl-R, ctrl-r",
        "PgUp, pgup",
        "escape, esc",
        "M-x, alt-x"
    })
    void other_spellings_are_read(String name, String shown) {
        assertThat(Key.parse(name)).hasToString(shown);
    }

    @Test
    void unknown_names_are_refused() {
        assertThat(Key.tryParse("hyper-x")).isEmpty();
        assertThat(Key.tryParse("")).isEmpty();
        assertThat(Key.tryParse("f13")).isEmpty();
        assertThatThrownBy(() -> Key.parse("banana")).hasMessageContaining("banana");
    }
}
