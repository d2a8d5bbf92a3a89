package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Rights.Right;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Background;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What isn't permitted stays in its place and says so, before its key is pressed. */
class PermitsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Rights.Found found(String incomplete, Right... rights) {
        return new Rights.Found("you (alice)", "shop", List.of(rights), incomplete);
    }

    private static Pilot<Model> pods(MillDesk desk) {
        List<BrowseEffect> asked = new CopyOnWriteArrayList<>();
        EffectRunner rest = desk.runner();
        Pilot<Model> pilot = Pilot.start(
                new ScreenApp(new Model.Start(false, false, Optional.of("pods"), NOW)),
                (effect, sink, cancellation) -> {
                    if (effect instanceof BrowseEffect e) {
                        asked.add(e);
                    } else if (!(effect instanceof Background)) {
                        rest.run(effect, sink, cancellation);
                    }
                },
                new Size(100, 30),
                Pilot.CAPABILITIES);
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "shop", "a", List.of("a"), "u-a", 0, 0));
        store.put(new Row("eu-1", "shop", "b", List.of("b"), "u-b", 0, 0));
        long page = asked.stream()
                .filter(BrowseEffect.Open.class::isInstance)
                .map(e -> ((BrowseEffect.Open) e).page())
                .findFirst()
                .orElseThrow();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true));
    }

    @Test
    void rightsAreAskedForOnceWhenTheCursorRestsNotAtEachKey() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).permitting(found("", new Right("*", "", "*", "")));
        try (Pilot<Model> pilot = pods(desk)) {
            pilot.press("down", "up", "down");
            assertThat(desk.rightsAsked).isEmpty();
            pilot.advance(SECOND).advance(SECOND);
            assertThat(desk.rightsAsked).containsExactly("eu-1 shop");
            pilot.press("x").expectNot("which you may not");
        }
    }

    @Test
    void anActionThatIsNotPermittedStaysAndSaysWhatItNeeds() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .permitting(found(
                        "",
                        new Right("pods", "", "get, list, watch", ""),
                        new Right("pods/log", "", "get", ""),
                        new Right("pods", "b", "delete", "")));
        try (Pilot<Model> pilot = pods(desk)) {
            pilot.advance(SECOND).press("ctrl-d").expect("Can't delete …: it needs delete on pods in shop");
            pilot.press("$").expect("Can't shell: it needs create on pods/exec in shop");
            pilot.press("l").expectNot("Can't logs").press("esc");
            pilot.press("down", "ctrl-d").expectNot("Can't delete");
        }
    }

    @Test
    void whatCantBeToldIsOffered() {
        for (MillDesk desk : List.of(
                new MillDesk(Danger.REVERSIBLE),
                new MillDesk(Danger.REVERSIBLE).permitting(found("the API server can't tell all of it")))) {
            try (Pilot<Model> pilot = pods(desk)) {
                pilot.advance(SECOND).press("ctrl-d").expectNot("Can't delete");
                assertThat(desk.rightsAsked).isNotEmpty();
            }
        }
    }
}
