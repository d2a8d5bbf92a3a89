package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Asked;
import io.millwright.testkit.tui.ManualTicker;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Msg;
import io.millwright.tui.Size;
import io.millwright.tui.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start asks for first. */
class FirstPageTest {
    private final Asked asked = new Asked();

    private final ManualTicker ticker = new ManualTicker();
    private boolean lists = true;

    private Pilot<Model> start(String page) {
        EffectRunner runner = new MillDesk(Danger.REVERSIBLE).runner();
        return Pilot.start(
                asked.by(new ScreenApp(new Model.Start(false, false, Optional.of(page), ticker.now()))),
                (effect, sink, cancellation) -> {
                    if (lists || !(effect instanceof BrowseEffect)) {
                        runner.run(effect, msg -> sink.accept(timed(msg)), cancellation);
                    }
                },
                new Size(80, 24),
                Pilot.CAPABILITIES,
                ticker);
    }

    /** What tools have is answered by the test's clock, not by the desk's. */
    private Msg timed(Msg msg) {
        return msg instanceof DeskMsg.Found found
                ? new DeskMsg.Found(
                        found.context(),
                        found.tool(),
                        new Answer<>(found.answer().value(), found.answer().problem(), ticker.now()))
                : msg;
    }

    /** The first row of a list has come; gives the number of its page. */
    private long partOfAList(Pilot<Model> pilot) {
        long page = asked.last(BrowseEffect.Open.class).page();
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "db", "orders-1", List.of("orders-1"), "u-1", 0, 0));
        Served pods = new Served(Kind.POD, "pod", List.of("po"));
        pilot.send(new BrowseMsg.Listed(page, "eu-1", pods, store.take(), true)).expect("orders-1");
        return page;
    }

    private int first(Class<? extends Effect> type) {
        return asked.all(Effect.class).stream().map(Object::getClass).toList().indexOf(type);
    }

    @Test
    void aPageOfObjectsIsReadBeforeAnyPluginIsLoaded() {
        try (Pilot<Model> pilot = start("namespaces")) {
            pilot.expect("eu-2");
            assertThat(first(BrowseEffect.Open.class)).isNotNegative();
            assertThat(first(DeskEffect.LoadTools.class)).isGreaterThan(first(BrowseEffect.Open.class));
            assertThat(asked.all(DeskEffect.LoadTools.class)).hasSize(1);
            pilot.press("esc").expect("Mill");
        }
    }

    @Test
    void toolsAreLoadedWhenAllOfAListHasComeSinceTheyWouldHoldItUp() {
        lists = false;
        try (Pilot<Model> pilot = start("pods @eu-1")) {
            long page = partOfAList(pilot);
            assertThat(first(DeskEffect.LoadTools.class)).isNegative();

            pilot.send(new BrowseMsg.Opened(page, "eu-1"));
            assertThat(first(DeskEffect.LoadTools.class)).isNotNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatMayBeDoneWithRowsIsAskedForWhenAllOfThemHaveComeOrAfterASecond(boolean all) {
        lists = false;
        try (Pilot<Model> pilot = start("pods @eu-1")) {
            long page = partOfAList(pilot);

            pilot.advance(Duration.ofMillis(450));
            assertThat(first(DeskEffect.LoadRights.class)).isNegative();
            if (all) {
                pilot.send(new BrowseMsg.Opened(page, "eu-1"));
            }
            pilot.advance(Duration.ofSeconds(2));
            assertThat(first(DeskEffect.LoadRights.class)).isNotNegative();
        }
    }

    @Test
    void untilRowsComeNothingIsPaintedBesidesTheWordThatTheyLoad() {
        ScreenApp app = new ScreenApp(new Model.Start(false, false, Optional.of("pods"), ticker.now()));
        Model model = app.init().state();
        List<Duration> periods = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Duration period = app.tickEvery(model).orElseThrow();
            periods.add(period);
            model = app.update(model, new Tick(model.now().plus(period))).state();
        }
        // The first one tells when the page began.
        assertThat(periods)
                .containsExactly(
                        Duration.ofMillis(150), Duration.ofMillis(150), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void theFleetAsksForEverythingAtOnce() {
        try (Pilot<Model> pilot = start("fleet")) {
            assertThat(asked.all(Effect.class).subList(0, 3))
                    .hasExactlyElementsOfTypes(
                            DeskEffect.LoadClusters.class, DeskEffect.LoadTools.class, DeskEffect.LoadRuns.class);
            pilot.expect("fleet");
        }
    }

    @Test
    void whatToolsHaveIsLookedForMoreRarelyWhileNobodySeesIt() {
        try (Pilot<Model> pilot = start("namespaces")) {
            pilot.expect("eu-2");
            assertThat(looks(pilot, 15)).isZero();
            assertThat(looks(pilot, 15)).isZero();
            assertThat(looks(pilot, 45)).isPositive();
            pilot.press("esc").expect("Mill");
            assertThat(looks(pilot, 15)).isPositive();
            assertThat(looks(pilot, 15)).isPositive();
        }
    }

    /** How often clusters are looked through in those seconds. */
    private long looks(Pilot<Model> pilot, int seconds) {
        asked.forget();
        pilot.advance(Duration.ofSeconds(seconds));
        return asked.all(DeskEffect.Discover.class).size();
    }

    @Test
    void aWordThatIsNoPageIsTakenForAKind() {
        try (Pilot<Model> pilot = start("fleet")) {
            pilot.press(":").type("pod").press("enter").expect("pod");
            pilot.press(":").type("gadgets.example.org").press("enter").expect("it serves no kind of that name");
        }
    }
}
