package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.BrowseEffect.LogEnd;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of several logs that are read from a moment on, as much is shown as is known of all. */
class LogBeginningTest {
    private static final Instant FROM = Instant.parse("2026-11-24T02:13:00Z");
    private static final LogSource A = new LogSource("eu-1", "shop", "a", "main");
    private static final LogSource B = new LogSource("eu-1", "shop", "b", "main");

    private static LogPart head(LogSource source, boolean more, int... seconds) {
        return new LogPart(
                Arrays.stream(seconds)
                        .mapToObj(s -> new LogLine(source, Optional.of(FROM.plusSeconds(s)), "line " + s))
                        .toList(),
                more);
    }

    private static LogBeginning of(int most, LogPart a, LogPart b) {
        return LogBeginning.of(
                List.of(A, B), List.of(a, b), new LogAsk(most, Optional.empty(), Optional.of(FROM), false));
    }

    private static List<Long> seconds(LogBeginning read) {
        return read.lines().stream()
                .map(l -> l.time().orElseThrow().getEpochSecond() - FROM.getEpochSecond())
                .toList();
    }

    @Test
    void whatIsWholeIsShownWholeAndFollowedFromTheEndOfEach() {
        LogBeginning read = of(9, head(A, false, 1, 5), head(B, false));
        assertThat(seconds(read)).containsExactly(1L, 5L);
        assertThat(read.more()).isFalse();
        assertThat(read.ends())
                .containsExactly(new LogEnd(A, Optional.of(FROM.plusSeconds(5))), new LogEnd(B, Optional.empty()));
    }

    @Test
    void nothingIsShownThatIsLaterThanTheEndOfOneThatWasCut() {
        LogBeginning read = of(9, head(A, true, 1, 2, 3), head(B, false, 2, 60, 90));
        assertThat(seconds(read)).containsExactly(1L, 2L, 2L, 3L);
        assertThat(read.more()).isTrue();
        assertThat(read.ends())
                .as("from there on nothing is left out")
                .containsExactly(
                        new LogEnd(A, Optional.of(FROM.plusSeconds(3))),
                        new LogEnd(B, Optional.of(FROM.plusSeconds(2))));
    }

    @Test
    void ofTooManyTheFirstAreShown() {
        LogBeginning read = of(3, head(A, false, 1, 2, 3), head(B, false, 4));
        assertThat(seconds(read)).containsExactly(1L, 2L, 3L);
        assertThat(read.more()).isTrue();
        assertThat(read.ends())
                .containsExactly(
                        new LogEnd(A, Optional.of(FROM.plusSeconds(3))),
                        new LogEnd(B, Optional.of(FROM.plusSeconds(3))));
    }
}
