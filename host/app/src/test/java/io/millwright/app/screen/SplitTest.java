package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detail beside a list. */
class SplitTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Duration BEAT = Duration.ofMillis(100);

    private final Told told = new Told();
    private final RowStore store = new RowStore();

    private Pilot<Model> start(String page, int width, boolean linear) {
        return told.start(
                new Model.Start(false, false, Optional.of(page), linear, Told.NOW),
                new Size(width, 30),
                Pilot.CAPABILITIES.withScreenReader(linear));
    }

    private Pilot<Model> pods(int width) {
        Pilot<Model> pilot = start("pods", width, false);
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        List.of("a", "b", "c", "d", "e").forEach(name -> store.put(row(name, "Running")));
        return tell(pilot, true);
    }

    private static Row row(String name, String status) {
        return new Row("eu-1", "shop", name, List.of(name, status), "u-" + name, 0, Told.NOW.getEpochSecond());
    }

    private Pilot<Model> tell(Pilot<Model> pilot, boolean anew) {
        long page = told.asked(BrowseEffect.Open.class).getFirst().page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), anew))
                .send(new BrowseMsg.Opened(page, "eu-1"));
    }

    private List<BrowseEffect.Look> looks() {
        return told.asked(BrowseEffect.Look.class);
    }

    private List<String> names() {
        return looks().stream().map(l -> l.ask().name()).toList();
    }

    private static Pilot<Model> rest(Pilot<Model> pilot) {
        return pilot.advance(BEAT).advance(BEAT);
    }

    private static Pilot<Model> answer(Pilot<Model> pilot, BrowseEffect.Look look, String node) {
        Resource pod = Resource.of(
                Kind.POD, look.ask().namespace(), look.ask().name(), Map.of("spec", Map.of("nodeName", node)));
        Inspection seen = new Inspection(
                "eu-1", PODS, pod, new ObjectTable(PODS, List.of(), List.of(), List.of()), Optional.empty());
        return pilot.send(new BrowseMsg.Looked(look.page(), Answer.of(seen, Told.NOW)));
    }

    @Test
    void theDetailStandsBesideTheListFrom110ColumnsOnAndIsHiddenBelow() {
        try (Pilot<Model> pilot = pods(110)) {
            answer(rest(pilot), looks().getFirst(), "worker-2")
                    .expect("worker-2")
                    .expect("│");
            assertThat(pilot.grid().cursor().orElseThrow().col()).isLessThan(66);
            pilot.resize(109, 30).expectNot("worker-2");
            answer(rest(pilot.press("+")), looks().getLast(), "worker-2")
                    .expect("worker-2")
                    .expectNot("│");
        }
    }

    @Test
    void whileTheCursorMovesNothingIsReadAndWhenItRestsTheLastOneIs() {
        try (Pilot<Model> pilot = pods(120)) {
            pilot.press("down").advance(BEAT).press("down").advance(BEAT).press("down");
            assertThat(names()).isEmpty();
            rest(pilot);
            assertThat(names()).containsExactly("d");
            pilot.advance(Duration.ofSeconds(1));
            assertThat(names()).as("one at a time").containsExactly("d");
        }
    }

    @Test
    void anAnswerThatComesLateIsDropped() {
        try (Pilot<Model> pilot = pods(120)) {
            rest(pilot).press("down");
            answer(pilot, looks().getFirst(), "late-node").expectNot("late-node");
            rest(pilot);
            answer(pilot, looks().getLast(), "right-node").expect("right-node");
            pilot.press("up").expectNot("right-node").expectNot("late-node");
        }
    }

    @Test
    void theNeighboursAreReadAheadOnlyAfterAQuickAnswerAndWhileNothingElseIsToBeRead() {
        try (Pilot<Model> pilot = pods(120)) {
            rest(pilot.press("down"));
            answer(pilot, looks().getLast(), "node-b").advance(BEAT);
            assertThat(names()).containsExactly("b", "c");
            answer(pilot, looks().getLast(), "node-c").advance(BEAT);
            answer(pilot, looks().getLast(), "node-a").advance(Duration.ofSeconds(2));
            assertThat(names()).containsExactly("b", "c", "a");
            pilot.press("down").expect("node-c");
        }
    }

    @Test
    void aSlowClusterIsAskedForNothingAhead() {
        try (Pilot<Model> pilot = pods(120)) {
            rest(pilot).advance(BEAT).expectNot("Reading it").advance(BEAT).expect("Reading it from eu-1");
            pilot.advance(BEAT).advance(BEAT);
            answer(pilot, looks().getLast(), "node-a")
                    .advance(Duration.ofSeconds(2))
                    .expect("node-a");
            assertThat(names()).containsExactly("a");
        }
    }

    @Test
    void anObjectThatChangesIsReadAgainAndWhatWasSeenStaysMeanwhile() {
        try (Pilot<Model> pilot = pods(120)) {
            rest(pilot);
            answer(pilot, looks().getLast(), "old-node").expect("old-node");
            store.put(row("a", "Failed"));
            tell(pilot, false).expect("old-node");
            rest(pilot);
            answer(pilot, looks().getLast(), "new-node").expect("new-node").expectNot("old-node");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void theDetailTakesHalfThenAllOfTheRoomAndGivesItBack(int width) {
        try (Pilot<Model> pilot = pods(width)) {
            pilot.press("_", "+", "+").expect("Running").expect("shop/a");
            pilot.press("+").expectNot("Running").expect("shop/a");
            pilot.press("+").expect("it has all the room");
            answer(rest(pilot), looks().getLast(), "worker-2").expect("worker-2");
            pilot.press("down").expectNot("worker-2").expect("shop/b");
            pilot.press("esc").expect("Running").expect("shop/b").press("_").expectNot("shop/b");
            pilot.press("_").expect("no detail is in sight: + shows it");
        }
    }

    @Test
    void theTextIsScrolledAndTurnedToYamlBesideTheList() {
        try (Pilot<Model> pilot = pods(120)) {
            answer(rest(pilot), looks().getFirst(), "worker-2").press("v").expect("nodeName: worker-2");
            pilot.expect("apiVersion")
                    .press("}")
                    .expectNot("apiVersion")
                    .press("}")
                    .expect("nodeName");
            pilot.press("{", "{").expect("apiVersion").press("}", "down");
            answer(rest(pilot), looks().getLast(), "worker-3").expect("apiVersion");
        }
    }

    @Test
    void leavingThePageEndsTheReadingAndForgetsWhatWasRead() {
        try (Pilot<Model> pilot = pods(120)) {
            rest(pilot).press("esc").expect("fleet");
            answer(pilot, looks().getFirst(), "late-node").expectNot("late-node");
        }
    }

    @Test
    void fleetInstanceAndOperationsTellTheSelectedRowBesideTheList() {
        try (Pilot<Model> pilot = start("fleet", 120, false)) {
            pilot.press("enter").expect("worn by 95 %").press("down").expectNot("worn by 95 %");
            pilot.press("up", "enter").expect("Impact").expect("Evidence");
            pilot.press("tab", "tab").expect("danger").expect("asks");
            pilot.press("tab");
            rest(pilot);
            assertThat(names()).containsExactly("old");
            answer(pilot, looks().getFirst(), "worker-2").expect("worker-2").press("enter");
            assertThat(looks()).hasSize(2);
        }
    }

    @Test
    void whoListensToTheScreenIsToldNothingBesideSomethingElse() {
        try (Pilot<Model> pilot = start("fleet", 120, true)) {
            pilot.press("enter").expectNot("managed by").press("+").expect("managed by");
        }
    }
}
