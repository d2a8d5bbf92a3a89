package io.millwright.testkit.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.tui.AfterPaint;
import io.millwright.tui.App;
import io.millwright.tui.Background;
import io.millwright.tui.Bell;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Copy;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectFailed;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.HandTty;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Paste;
import io.millwright.tui.Quit;
import io.millwright.tui.Resized;
import io.millwright.tui.Scoped;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Tick;
import io.millwright.tui.TtyReturned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class PilotTest {
    private record Loaded(String what) implements Msg {}

    private record Load(String what) implements Effect {}

    private record Fail() implements Effect {}

    private record Watch() implements Background {}

    private record Log(List<String> lines, boolean ticking) {}

    /** Shows what it was told, newest last. */
    private final class Recorder implements App<Log> {
        @Override
        public Next<Log> init() {
            return Next.of(new Log(List.of(), false), new Load("first"));
        }

        @Override
        public Next<Log> update(Log state, Msg msg) {
            return switch (msg) {
                case Key key -> onKey(add(state, "key " + key), key);
                case Paste paste -> Next.of(add(state, "pasted " + paste.text()));
                case Loaded loaded -> Next.of(add(state, "loaded " + loaded.what()));
                case EffectFailed failed ->
                    Next.of(add(state, "failed " + failed.cause().getMessage()));
                case Resized resized -> Next.of(add(state, "size " + resized.size()));
                case Tick tick -> Next.of(add(state, "tick " + tick.now()));
                case TtyReturned returned -> Next.of(add(state, "back " + returned.exitStatus()));
                default -> Next.of(state);
            };
        }

        private static Next<Log> onKey(Log state, Key key) {
            return switch (key.toString()) {
                case "l" -> Next.of(state, new Load("more"));
                case "a" -> Next.of(add(state, "asked"), new AfterPaint(new Load("afterwards")));
                case "f" -> Next.of(state, new Fail());
                case "w" -> Next.of(state, new Watch());
                case "s" -> Next.of(state, new Scoped("page", new Load("slow")));
                case "x" -> Next.of(state, new CancelScope("page"));
                case "c" -> Next.of(state, new Copy("text"), new Bell());
                case "h" -> Next.of(state, new HandTty("vi"));
                case "t" -> Next.of(new Log(state.lines, true));
                case "q" -> Next.of(state, new Quit(3));
                case "!" -> throw new IllegalStateException("update is broken");
                default -> Next.of(state);
            };
        }

        private static Log add(Log state, String line) {
            List<String> lines = new ArrayList<>(state.lines);
            lines.add(line);
            return new Log(List.copyOf(lines), state.ticking);
        }

        @Override
        public void view(Log state, Surface surface) {
            painted = state.lines;
            for (int row = 0; row < state.lines.size(); row++) {
                surface.put(0, row, state.lines.get(row), Style.TEXT);
            }
        }

        @Override
        public Optional<Duration> tickEvery(Log state) {
            return state.ticking ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
        }
    }

    private volatile List<String> painted = List.of();

    private final CountDownLatch never = new CountDownLatch(1);

    private final EffectRunner runner = (effect, sink, cancellation) -> {
        switch (effect) {
            case Load(String what)
            when what.equals("slow") -> {
                sink.accept(new Loaded("slowly started"));
                never.await();
            }
            case Load(String what) when what.equals("afterwards") -> sink.accept(new Loaded(what + painted.getLast()));
            case Load(String what) -> sink.accept(new Loaded(what));
            case Fail _ -> throw new IllegalArgumentException("no luck");
            case Watch _ -> never.await();
            default -> throw new AssertionError(effect);
        }
    };

    private Pilot<Log> start() {
        return Pilot.start(new Recorder(), runner);
    }

    @Test
    void first_effects_run_after_the_size_is_known_and_are_on_the_screen_at_once() {
        try (Pilot<Log> pilot = start()) {
            assertThat(pilot.screen()).startsWith("size 80x24\nloaded first\n");
        }
    }

    @Test
    void an_answer_of_an_effect_is_on_the_screen_when_press_returns() {
        try (Pilot<Log> pilot = start()) {
            for (int i = 0; i < 8; i++) {
                pilot.press("l");
                assertThat(pilot.grid().row(3 + 2 * i)).isEqualTo("loaded more");
            }
        }
    }

    @Test
    void an_effect_that_can_wait_runs_when_the_change_before_it_is_painted() {
        try (Pilot<Log> pilot = start()) {
            pilot.press("a").expect("loaded afterwardsasked");
        }
    }

    @Test
    void a_failing_effect_is_told_to_the_application() {
        try (Pilot<Log> pilot = start()) {
            pilot.press("f").expect("failed no luck");
        }
    }

    @Test
    void an_effect_in_the_background_keeps_nobody_waiting() {
        try (Pilot<Log> pilot = start()) {
            pilot.press("w", "z").expect("key z");
        }
    }

    @Test
    void a_cancelled_effect_ends_silently() {
        try (Pilot<Log> pilot = start()) {
            // Not pressed: the effect would keep press waiting until it is cancelled.
            pilot.post(Key.of('s')).press("x").expect("key x");
            assertThat(pilot.screen()).doesNotContain("failed");
        }
    }

    @Test
    void effects_of_the_terminal_reach_it() {
        try (Pilot<Log> pilot = start()) {
            pilot.press("c", "h").expect("back 0");
            assertThat(pilot.terminal().copied()).containsExactly("text");
            assertThat(pilot.terminal().bells()).isEqualTo(1);
            assertThat(pilot.terminal().handed()).containsExactly(new HandTty("vi"));
        }
    }

    @Test
    void ticks_come_only_when_asked_for_and_by_the_given_clock() {
        try (Pilot<Log> pilot = start()) {
            pilot.advance(Duration.ofSeconds(5)).expectNot("tick");
            pilot.press("t").advance(Duration.ofSeconds(1)).expect("tick 2026-01-01T00:00:06Z");
        }
    }

    @Test
    void typing_pasting_and_resizing_arrive() {
        try (Pilot<Log> pilot = start()) {
            pilot.type("ab").paste("cd").resize(100, 30);
            pilot.expect("key a").expect("key b").expect("pasted cd").expect("size 100x30");
            assertThat(pilot.grid().size()).hasToString("100x30");
        }
    }

    @Test
    void a_small_terminal_is_told_what_size_is_needed_and_none_is_too_small_to_draw() {
        try (Pilot<Log> pilot = start()) {
            pilot.resize(50, 10).expect("60x15");
            pilot.resize(1, 1).resize(0, 0).resize(80, 24).expect("loaded first");
        }
    }

    @Test
    void quitting_gives_the_status_and_closes_the_terminal() {
        try (Pilot<Log> pilot = start()) {
            pilot.press("q");
            assertThat(pilot.exitStatus()).isEqualTo(3);
            assertThat(pilot.terminal().isClosed()).isTrue();
        }
    }

    @Test
    void an_exception_in_update_closes_the_terminal_and_fails_the_test_with_the_screen() {
        try (Pilot<Log> pilot = start()) {
            assertThatThrownBy(() -> pilot.press("!"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("update is broken")
                    .hasMessageContaining("loaded first");
            assertThat(pilot.terminal().isClosed()).isTrue();
        }
    }
}
