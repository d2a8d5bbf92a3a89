package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.Hidden;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Tick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values of a Secret are in sight for 30 seconds, because somebody wanted it. */
class SecretPageTest {
    private final Told told = new Told();

    private Pilot<Model> values() {
        Pilot<Model> pilot = told.start(100, 24, "secrets @eu-1");
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(new Row("eu-1", "db", "login", List.of("login"), "u", 0, 0));
        pilot.send(new BrowseMsg.Listed(
                told.last(BrowseEffect.Open.class).page(),
                "eu-1",
                new Served(Kind.SECRET, "secret", List.of()),
                store.take(),
                true));
        Resource secret = Resource.of(
                Kind.SECRET, "db", "login", Map.of("data", Map.of("password", "aHVudGVyMg==", "user", "YWRtaW4=")));
        pilot.press("enter");
        return pilot.send(new BrowseMsg.Looked(
                        told.last(BrowseEffect.Look.class).page(), Answer.of(Told.seen(Kind.SECRET, secret), Told.NOW)))
                .press("X");
    }

    private Pilot<Model> answer(Pilot<Model> pilot, Map<String, String> values) {
        return pilot.send(new BrowseMsg.Revealed(
                told.last(BrowseEffect.Reveal.class).page(), Answer.of(new Hidden(values), Told.NOW)));
    }

    @Test
    void aValueIsShownOnRequestAndHiddenByItself() {
        try (Pilot<Model> pilot = values()) {
            pilot.expect("keys of login")
                    .expect("password")
                    .expectNot("hunter2")
                    .press("X");
            assertThat(told.last(BrowseEffect.Reveal.class).key()).contains("password");
            answer(pilot, Map.of("password", "hunter2")).expect("hunter2").expect("hidden again in 30 s");
            pilot.send(new Tick(Told.NOW.plusSeconds(29))).expect("hunter2");
            pilot.send(new Tick(Told.NOW.plusSeconds(30))).expectNot("hunter2");
        }
    }

    @Test
    void aValueIsCopiedWhileItIsShownAndNotBefore() {
        told.instead(DeskEffect.CopyText.class);
        try (Pilot<Model> pilot = values().press("c").expect("show it first")) {
            assertThat(told.asked(DeskEffect.CopyText.class)).isEmpty();
            answer(pilot.press("X"), Map.of("password", "hunter2")).press("c").expect("Copied the value of password");
            assertThat(told.asked(DeskEffect.CopyText.class))
                    .extracting(DeskEffect.CopyText::text)
                    .containsExactly("hunter2");
        }
    }

    @Test
    void allValuesAreShownAtOnceAndGoneWhenThePageIsLeft() {
        try (Pilot<Model> pilot = values().press("*")) {
            assertThat(told.last(BrowseEffect.Reveal.class).key()).isEqualTo(Optional.empty());
            answer(pilot, Map.of("password", "hunter2", "user", "admin"))
                    .expect("hunter2")
                    .expect("admin");
            pilot.press("esc")
                    .expectNot("hunter2")
                    .press("X")
                    .expectNot("hunter2")
                    .press("-")
                    .expectNot("hunter2");
        }
    }

    @Test
    void aRefusalIsSaidAndShowsNothing() {
        try (Pilot<Model> pilot = values().press("X")) {
            pilot.send(new BrowseMsg.Revealed(
                    told.last(BrowseEffect.Reveal.class).page(),
                    Answer.failed(
                            Problem.user("show it", "eu-1", "the guardrail 'no secrets' denies it", "Ask."),
                            Told.NOW)));
            pilot.expect("the guardrail 'no secrets' denies it").expectNot("hunter2");
        }
    }

    @Test
    void noTextOfAMessageOrAStateContainsAValue() {
        assertThat(new BrowseMsg.Revealed(1, Answer.of(new Hidden(Map.of("password", "hunter2")), Told.NOW)))
                .asString()
                .doesNotContain("hunter2");
    }
}
