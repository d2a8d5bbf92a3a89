package io.millwright.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogFilter;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Frame;
import io.millwright.tui.Size;
import io.millwright.tui.Surface;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How lines of logs are drawn. */
class LogsPictureTest {
    private static String drawn(String text, int left) {
        Frame frame = new Frame(new Size(20, 1));
        LogLine line = new LogLine(new LogSource("eu-1", "shop", "web-1", "app"), Optional.empty(), text);
        LogsPicture.draw(
                new Surface(frame, Pilot.CAPABILITIES),
                0,
                line,
                new LogsPicture.How(LogsLook.START, false, left, LogFilter.found("")));
        return frame.row(0).stripTrailing();
    }

    @Test
    void scrollingCountsCellsAndNeverShowsHalfACharacter() {
        assertThat(drawn("ab漢字データ👍z", 0)).isEqualTo(" ab漢字データ👍z");
        assertThat(drawn("ab漢字データ👍z", 4)).isEqualTo(" 字データ👍z");
        assertThat(drawn("ab漢字データ👍z", 5)).as("half of it is cut").isEqualTo("  データ👍z");
        assertThat(drawn("ab漢字データ👍z", 13)).isEqualTo("  z");
        assertThat(drawn("ab", 40)).isEmpty();
        assertThat(drawn("漢字漢字漢字漢字漢字漢字", 0)).as("what is cut has its sign").endsWith("…");
    }

    /** What stands out in a drawn line. */
    private static String marked(String text, String filter, LogsLook look, int left) {
        Frame frame = new Frame(new Size(30, 4));
        LogLine line = new LogLine(new LogSource("eu-1", "shop", "web-1", "app"), Optional.empty(), text);
        LogsPicture.draw(
                new Surface(frame, Pilot.CAPABILITIES),
                0,
                line,
                new LogsPicture.How(look, false, left, LogFilter.found(filter)));
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < 4; row++) {
            for (int col = 0; col < 30; col++) {
                if (frame.style(col, row).underline()) {
                    out.append(frame.row(row).charAt(col));
                }
            }
        }
        return out.toString();
    }

    @Test
    void whatTheFilterHasFoundStandsOutInLinesThatAreCutOrBroken() {
        assertThat(marked("GET /orders 500 in 5000 ms", "50+", LogsLook.START, 0))
                .isEqualTo("5005000");
        assertThat(marked("GET /orders 500 in 5000 ms", "50+", LogsLook.START, 13))
                .isEqualTo("005000");
        assertThat(marked("GET /orders 500 in 5000 ms", "get", LogsLook.START, 0))
                .as("in any case")
                .isEqualTo("GET");
        assertThat(marked("GET /orders 500", "!get", LogsLook.START, 0)).isEmpty();
        assertThat(marked("a [b] c", "[b", LogsLook.START, 0))
                .as("what is no expression is a word")
                .isEqualTo("[b");
        LogsLook wrapped = LogsLook.START.turnedWrap();
        assertThat(marked("one two three four five six seven two eight nine two", "two", wrapped, 0))
                .isEqualTo("twotwotwo");
        LogsLook fields = LogsLook.START.turnedFields();
        assertThat(marked("{\"level\":\"warn\",\"msg\":\"slow\",\"path\":\"/a\"}", "slow", fields, 0))
                .isEqualTo("slow");
    }
}
