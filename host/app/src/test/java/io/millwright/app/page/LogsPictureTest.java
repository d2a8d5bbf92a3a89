package io.millwright.app.page;

import static org.assertj.core.api.Assertions.assertThat;

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
                new Surface(frame, Pilot.CAPABILITIES), 0, line, new LogsPicture.How(LogsLook.START, false, left));
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
}
