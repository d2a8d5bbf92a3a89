package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotifyTest {
    @Test
    void eachFormIsWhatItsTerminalsTake() {
        assertThat(new Notify(Notify.Form.OSC9, "Succeeded: 4;1").sequence(false))
                .isEqualTo("\u001b]9;Millwright: Succeeded: 4;1\u0007");
        assertThat(new Notify(Notify.Form.OSC777, "Succeeded").sequence(false))
                .isEqualTo("\u001b]777;notify;Millwright;Succeeded\u0007");
    }

    @Test
    void tmuxIsAskedToHandItThrough() {
        assertThat(new Notify(Notify.Form.OSC777, "done").sequence(true))
                .isEqualTo("\u001bPtmux;\u001b\u001b]777;notify;Millwright;done\u0007\u001b\\");
    }

    @ParameterizedTest
    @EnumSource
    void noTextEndsTheSequenceOrBeginsAnother(Notify.Form form) {
        String sent =
                new Notify(form, "a\u0007b\u001b]52;c;AAAA\u0007\u009c\u001b\\" + "x".repeat(5000)).sequence(false);
        assertThat(sent).startsWith("\u001b]").endsWith("\u0007");
        assertThat(sent.substring(1, sent.length() - 1)).doesNotContain("\u001b", "\u0007", "\u009c");
        assertThat(sent).hasSizeLessThan(300);
    }
}
