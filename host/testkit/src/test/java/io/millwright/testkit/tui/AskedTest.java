package io.millwright.testkit.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.tui.AfterPaint;
import io.millwright.tui.App;
import io.millwright.tui.Background;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Size;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class AskedTest {
    private record Load(String what) implements Effect {}

    private record Watch() implements Background {}

    /** Each key asks for something; all that an application can say beside that differs from what holds by default. */
    private static final class Asking implements App<String> {
        @Override
        public Next<String> init() {
            return Next.of("begun", new Load("at the start"));
        }

        @Override
        public Next<String> update(String state, Msg msg) {
            if (!(msg instanceof Key key)) {
                return Next.of(state);
            }
            return switch (key.toString()) {
                case "t" -> Next.of("two", new Load("first"), new Load("second"));
                case "i" -> Next.of("inside", new Scoped("page", new AfterPaint(new Load("inside"))));
                case "w" -> Next.of("watching", new Scoped("page", new Watch()), new CancelScope("page"));
                default -> Next.of(state);
            };
        }

        @Override
        public void view(String state, Surface surface) {
            surface.put(0, 0, state, Style.TEXT);
        }

        @Override
        public Optional<Duration> tickEvery(String state) {
            return Optional.of(Duration.ofSeconds(7));
        }

        @Override
        public boolean wantsMouse(String state) {
            return state.equals("begun");
        }

        @Override
        public Size minimumSize() {
            return new Size(12, 3);
        }
    }

    private final Asked asked = new Asked();

    private Pilot<String> start(EffectRunner runner) {
        return Pilot.start(asked.by(new Asking()), runner);
    }

    private Pilot<String> start() {
        return start((effect, sink, cancellation) -> {});
    }

    @Test
    void effects_of_one_update_keep_their_order_whichever_runs_first() {
        CountDownLatch second = new CountDownLatch(1);
        try (Pilot<String> pilot = start((effect, sink, cancellation) -> {
            if (effect.equals(new Load("first"))) {
                second.await();
            } else if (effect.equals(new Load("second"))) {
                second.countDown();
            }
        })) {
            pilot.press("t");
            assertThat(asked.all(Load.class))
                    .containsExactly(new Load("at the start"), new Load("first"), new Load("second"));
        }
    }

    @Test
    void an_effect_in_the_background_is_known_at_once_also_when_it_never_begins() {
        try (Pilot<String> pilot = start((effect, sink, cancellation) -> cancellation.check())) {
            pilot.press("w");
            assertThat(asked.all(Background.class)).containsExactly(new Watch());
            assertThat(asked.last(Effect.class)).isEqualTo(new CancelScope("page"));
        }
    }

    @Test
    void what_is_wrapped_is_taken_out() {
        try (Pilot<String> pilot = start()) {
            pilot.press("i");
            assertThat(asked.last(Effect.class)).isEqualTo(new Load("inside"));
        }
    }

    @Test
    void what_was_forgotten_is_not_asked_for() {
        try (Pilot<String> pilot = start()) {
            asked.forget();
            pilot.press("i");
            assertThat(asked.all(Effect.class)).containsExactly(new Load("inside"));
        }
    }

    @Test
    void what_was_never_asked_for_is_named_beside_what_was() {
        try (Pilot<String> _ = start()) {
            assertThatThrownBy(() -> asked.last(Watch.class))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no Watch was asked for, but [Load[what=at the start]]");
        }
    }

    @Test
    void the_application_is_otherwise_as_it_was() {
        App<String> heard = asked.by(new Asking());
        assertThat(heard.tickEvery("")).contains(Duration.ofSeconds(7));
        assertThat(heard.wantsMouse("begun")).isTrue();
        assertThat(heard.wantsMouse("")).isFalse();
        assertThat(heard.minimumSize()).isEqualTo(new Size(12, 3));
        try (Pilot<String> pilot = start()) {
            pilot.press("t").expect("two");
        }
    }
}
