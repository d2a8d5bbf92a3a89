package io.millwright.testkit.tui;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.App;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Pace;
import io.millwright.tui.Program;
import io.millwright.tui.Quit;
import io.millwright.tui.Size;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a program paints while much happens. */
class PaceOfPaintsTest {
    private record News(String text) implements Msg {}

    private static final class Board implements App<String> {
        @Override
        public Next<String> init() {
            return Next.of("start");
        }

        @Override
        public Next<String> update(String state, Msg msg) {
            if (msg instanceof News news) {
                return Next.of(state + " " + news.text());
            }
            if (msg instanceof Key key) {
                return key.equals(Key.parse("q")) ? Next.of(state, new Quit(0)) : Next.of(state + " " + key);
            }
            return Next.of(state);
        }

        @Override
        public void view(String state, Surface surface) {
            surface.put(0, 0, state, Style.TEXT);
        }
    }

    @Test
    void newsWaitForTheNextPictureAndAKeyForNothing() throws InterruptedException {
        VirtualTerminal terminal = new VirtualTerminal(new Size(80, 24), Pilot.CAPABILITIES);
        Program<String> program = new Program<>(
                new Board(), (_, _, _) -> {}, terminal, new ManualTicker(), new Pace(Duration.ofHours(1), 1));
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                program.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThat(program.idle().awaitIdle(Duration.ofSeconds(10))).isTrue();
            program.send(new News("a pod"));
            program.send(new News("another"));
            assertThat(terminal.frames()).as("pictures of the start").isOne();
            program.send(Key.parse("j"));
            assertThat(program.idle().awaitIdle(Duration.ofSeconds(10)))
                    .as("painted after the key")
                    .isTrue();
            assertThat(terminal.screen().row(0)).startsWith("start a pod another j");
            assertThat(terminal.frames()).isEqualTo(2);
        } finally {
            program.send(Key.parse("q"));
            thread.join(Duration.ofSeconds(10));
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
