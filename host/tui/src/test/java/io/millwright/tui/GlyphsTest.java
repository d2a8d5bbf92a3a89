package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ladder of signs, and what terminals differ about. */
final class GlyphsTest {
    private static final String MIXED = "a漢字 Ωмир “é” … ● ▲ 50°C 데이터 e\u0301 👍 ╭─╮ x";

    private static <T> T overTwo(ScopedValue.CallableOp<T, RuntimeException> work) {
        return Ambiguous.overTwo(work);
    }

    @ParameterizedTest
    @EnumSource
    void everySignLineAndSpinnerIsOneCellOnEveryStep(Glyphs ladder) {
        List<String> own = List.of(
                ladder.horizontal(),
                ladder.vertical(),
                ladder.pointer(),
                ladder.pointerDown(),
                ladder.separator(),
                ladder.dot(),
                ladder.ellipsis(),
                ladder.mark(),
                ladder.spinner(3));
        for (Sign sign : Sign.values()) {
            assertThat(Text.width(ladder.text(sign.glyph(ladder))))
                    .as(sign.name())
                    .isEqualTo(1);
            assertThat(overTwo(() -> Text.width(sign.glyph(ladder)))).isEqualTo(1);
        }
        assertThat(own).allSatisfy(text -> {
            assertThat(Text.width(ladder.text(text))).isEqualTo(1);
            assertThat(ladder.isPlain()).isEqualTo(Sanitize.isPlainAscii(text));
        });
    }

    @Test
    void iconsAreThereForWhoAskedForThemOnly() {
        String state = "● OK  ▲ Warning  ◆ Degraded  ✖ Critical  ◌ Unknown  ⟳ Changing  ‖ Paused";
        assertThat(Glyphs.NERD_FONT.text(state).codePoints().filter(c -> c >= 0xf000 && c <= 0xf2e0))
                .as("of Font Awesome")
                .hasSize(7);
        assertThat(Glyphs.UNICODE.text(state)).isEqualTo(state);
        assertThat(Glyphs.EAST_ASIAN.text(state)).isEqualTo(Glyphs.ASCII.text(state));
        assertThat(Screens.text(Screens.frame(
                        20,
                        1,
                        Screens.PLAIN.withGlyphs(Glyphs.NERD_FONT),
                        s -> s.put(0, 0, "● \uf058 \ue000", Style.TEXT))))
                .as("a name from a cluster can't show an icon")
                .isEqualTo("\uf058 \ufffd \ufffd");
    }

    @Test
    void textsFromElsewhereStayAsTheyAreWhereSignsArePlain() {
        assertThat(Glyphs.EAST_ASIAN.text("Ωмир 漢字 … ●")).isEqualTo("Ωмир 漢字 ~ O");
        assertThat(Screens.PLAIN
                        .withSigns(Glyphs.EAST_ASIAN)
                        .withScreenReader(true)
                        .glyphs())
                .isEqualTo(Glyphs.UNICODE);
        assertThat(Screens.ASCII.withSigns(Glyphs.NERD_FONT).glyphs()).isEqualTo(Glyphs.ASCII);
    }

    @Test
    void whatUnicodeLeavesOpenIsOneCellOrTwoAsTheTerminalDrawsIt() {
        for (String one : List.of("é", "°", "Ω", "м", "№", "①", "╭", "\ufffd")) {
            assertThat(Text.width(one)).as(one).isEqualTo(1);
            assertThat(overTwo(() -> Text.width(one))).as(one).isEqualTo(2);
        }
        for (String open : List.of("e", "ö", "字", "가", "ｶ", "👍", "e\u0301", "…", "●")) {
            assertThat(overTwo(() -> Text.width(open))).as(open).isEqualTo(Text.width(open));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noWidthSplitsACharacterOrIsExceeded(boolean two) {
        Runnable all = () -> {
            for (int cells = 1; cells <= 50; cells++) {
                int room = cells;
                assertThat(Text.width(Text.start(MIXED, room))).isLessThanOrEqualTo(room);
                assertThat(Text.width(Text.end(MIXED, room))).isLessThanOrEqualTo(room);
                assertThat(Text.width(Text.truncateEnd(MIXED, room, Glyphs.UNICODE)))
                        .isLessThanOrEqualTo(room);
                assertThat(Text.width(Text.truncateMiddle(MIXED, room, Glyphs.UNICODE)))
                        .isLessThanOrEqualTo(room);
                assertThat(MIXED).startsWith(Text.start(MIXED, room)).endsWith(Text.end(MIXED, room));
                if (room > 1) {
                    assertThat(Text.wrap(MIXED, room))
                            .allSatisfy(l -> assertThat(Text.width(l)).isLessThanOrEqualTo(room));
                }
                Capabilities look = Screens.PLAIN.withGlyphs(two ? Glyphs.EAST_ASIAN : Glyphs.UNICODE);
                Frame frame = Screens.frame(
                        room,
                        1,
                        look,
                        s -> assertThat(s.put(0, 0, MIXED, Style.TEXT)).isEqualTo(Text.width(MIXED)));
                assertHalvesBelongTogether(frame);
            }
        };
        if (two) {
            overTwo(() -> {
                all.run();
                return 0;
            });
        } else {
            all.run();
        }
    }

    private static void assertHalvesBelongTogether(Frame frame) {
        for (int col = 0; col < frame.size().width(); col++) {
            boolean wide = Text.width(frame.text(col, 0)) == 2;
            boolean second =
                    col + 1 < frame.size().width() && frame.text(col + 1, 0).equals(Frame.CONTINUATION);
            assertThat(second).as("column %s of %s", col, frame.row(0)).isEqualTo(wide);
        }
    }
}
