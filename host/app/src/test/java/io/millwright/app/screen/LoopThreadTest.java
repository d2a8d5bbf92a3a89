package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Services;
import io.millwright.app.settings.Settings;
import io.millwright.app.testing.FakeClusters;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.App;
import io.millwright.tui.Effect;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Size;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen's thread gets no service that may read or wait; effects do. */
class LoopThreadTest {
    private record Ask() implements Effect {}

    private record Said(String text) implements Msg {}

    /** Asks for clusters itself with one key, and by an effect with another. */
    private record Impatient(Services services) implements App<String> {
        @Override
        public Next<String> init() {
            return Next.of("begun");
        }

        @Override
        public Next<String> update(String state, Msg msg) {
            if (msg instanceof Said said) {
                return Next.of(said.text());
            }
            if (msg instanceof Key key && key.toString().equals("e")) {
                return Next.of(state, new Ask());
            }
            if (msg instanceof Key key && key.toString().equals("k")) {
                try {
                    return Next.of("got " + services.clusters().contexts().size());
                } catch (IllegalStateException refused) {
                    return Next.of(Optional.ofNullable(refused.getMessage()).orElse(""));
                }
            }
            return Next.of(state);
        }

        @Override
        public void view(String state, Surface surface) {
            surface.put(0, 0, state, Style.TEXT);
        }
    }

    @Test
    void aServiceIsForEffectsAndRefusesTheScreensThread(@TempDir Path folder) {
        Services services = new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.systemUTC(),
                () -> Settings.DEFAULT,
                settings -> List.of(),
                made -> new FakeClusters().cluster("eu-1"),
                EngineOperations::new);
        try (Pilot<String> pilot = Pilot.start(
                new Impatient(services),
                (effect, sink, cancellation) -> sink.accept(
                        new Said("got " + services.clusters().contexts().size())),
                new Size(80, 24),
                Pilot.CAPABILITIES)) {
            pilot.press("k").expect("clusters are for effects: the screen's thread waits for nothing");
            pilot.press("e").expect("got 1");
        }
        assertThatCode(services::clusters).doesNotThrowAnyException();
        assertThat(services.clusters().contexts()).hasSize(1);
    }
}
