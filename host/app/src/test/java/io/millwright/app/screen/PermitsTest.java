package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Rights.Right;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What isn't permitted stays in its place and says so, before its key is pressed. */
class PermitsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Rights.Found found(String incomplete, Right... rights) {
        return new Rights.Found("you (alice)", "shop", List.of(rights), incomplete);
    }

    private Told told = new Told();

    private Pilot<Model> pods(MillDesk desk) {
        told = new Told(desk);
        Pilot<Model> pilot = told.start(100, 30, "pods");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "shop", "a", List.of("a"), "u-a", 0, 0));
        store.put(new Row("eu-1", "shop", "b", List.of("b"), "u-b", 0, 0));
        store.put(new Row("eu-1", "till", "c", List.of("c"), "u-c", 0, 0));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true))
                .send(new BrowseMsg.Opened(page, "eu-1"));
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
    void ofMarkedRowsTheRightsAreAskedWhereverTheyAreAndAllMustPermit() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .permitting(found(
                        "",
                        new Right("pods", "", "get, list, watch", ""),
                        new Right("pods/log", "", "get", ""),
                        new Right("pods", "b, c", "delete", "")));
        try (Pilot<Model> pilot = pods(desk)) {
            pilot.press("*").advance(SECOND).advance(SECOND);
            assertThat(desk.rightsAsked).containsExactlyInAnyOrder("eu-1 shop", "eu-1 till");
            pilot.press("ctrl-d").expect("Can't delete …: it needs delete on pods in shop, which you may not: 1 of 3");
            pilot.press("home", "space", "ctrl-d").expectNot("Can't delete");
            assertThat(told.asked()).anyMatch(BrowseEffect.Gather.class::isInstance);
        }
    }

    @Test
    void onThePagesOfOneObjectTheSameIsTold() {
        MillDesk desk =
                new MillDesk(Danger.REVERSIBLE).permitting(found("", new Right("pods", "", "get, list, watch", "")));
        try (Pilot<Model> pilot = pods(desk)) {
            seen(pilot.press("d")).advance(SECOND);
            pilot.press("ctrl-d").expect("Can't delete …: it needs delete on pods in shop");
            pilot.press("l")
                    .expect("Can't logs: it needs get on pods/log in shop")
                    .press("esc");
            seen(pilot.press("enter")).expect("containers");
            pilot.press("$").expect("Can't shell: it needs create on pods/exec in shop");
            pilot.press("F").expect("Can't forward a port: it needs create on pods/portforward in shop");
            pilot.press("l").expect("Can't logs: it needs get on pods/log in shop");
        }
    }

    /** The object that a page has asked for last is read. */
    private Pilot<Model> seen(Pilot<Model> pilot) {
        BrowseEffect.Look look = told.last(BrowseEffect.Look.class);
        Resource pod = Resource.of(
                Kind.POD,
                "shop",
                look.ask().name(),
                Map.of("spec", Map.of("containers", List.of(Map.of("name", "web")))));
        Inspection seen = new Inspection(
                "eu-1", PODS, pod, new ObjectTable(PODS, List.of(), List.of(), List.of()), Optional.empty());
        return pilot.send(new BrowseMsg.Looked(look.page(), Answer.of(seen, Told.NOW)));
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
