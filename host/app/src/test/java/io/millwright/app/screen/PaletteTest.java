package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.widget.Pointed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is typed behind ':' is what Enter opens, and what is highlighted is what Enter opens. */
class PaletteTest {
    private static final Served CORNS =
            new Served(new Kind("mills.example.org", "v1", "Corn", "corns", true), "corn", List.of("co"));

    private final Told told = new Told(new MillDesk(Danger.REVERSIBLE));

    private Pilot<Model> typed(String line) {
        return told.start(100, 24, "fleet").press(":").type(line);
    }

    private static Pilot<Model> knowing(Pilot<Model> pilot, Served... kinds) {
        return pilot.send(new DeskMsg.KindsRead("eu-1", Answer.of(List.of(kinds), Told.NOW)));
    }

    /** The entry that is selected. */
    private static String first(Pilot<Model> pilot) {
        return pilot.screen().lines().skip(1).findFirst().orElse("").strip();
    }

    @Test
    void aCommandIsTheFirstEntryWhateverElseItsLettersAreFoundIn() {
        try (Pilot<Model> pilot = typed("find corn")) {
            assertThat(first(pilot)).startsWith("command").contains("find corn");
            pilot.press("enter").expect("find corn").expect("searching");
        }
    }

    @Test
    void aKindWithANamespaceIsTheFirstEntryToo() {
        try (Pilot<Model> pilot = typed("secrets corn")) {
            assertThat(first(pilot)).startsWith("objects").contains("secrets corn");
            pilot.press("enter");
            assertThat(told.last(BrowseEffect.Open.class).word()).isEqualTo("secrets");
        }
    }

    @Test
    void kindsThatTheClusterHasAreOfferedOnceThatIsKnown() {
        try (Pilot<Model> pilot = typed("corns")) {
            assertThat(told.last(DeskEffect.LoadKinds.class).context()).isEqualTo("eu-1");
            assertThat(first(knowing(pilot, CORNS))).startsWith("objects").contains("corns");
            pilot.expect("corns.mills.example.org");
            pilot.press("down", "enter");
            assertThat(told.last(BrowseEffect.Open.class).word()).isEqualTo("corns.mills.example.org");
        }
    }

    @Test
    void kindsThatAreKnownStayWhileTheClusterCanNotTellThemAnew() {
        try (Pilot<Model> pilot = knowing(typed("corns"), CORNS)) {
            pilot.send(new DeskMsg.KindsRead(
                    "eu-1",
                    Answer.failed(
                            Problem.user("read the kinds", "eu-1", "it refuses connections", "Try again."),
                            Told.NOW.plusSeconds(90))));
            pilot.press("escape").press(":").type("corns").expect("corns.mills.example.org");
        }
    }

    @Test
    void aWordThatIsAnInstancesNameAsWellMeansThatFirst() {
        try (Pilot<Model> pilot = typed("corn")) {
            assertThat(first(knowing(pilot, CORNS))).startsWith("instance").contains("corn/old");
        }
    }

    @Test
    void withANamespaceBehindItItMeansTheKind() {
        try (Pilot<Model> pilot = typed("corn corn")) {
            assertThat(first(knowing(pilot, CORNS))).startsWith("objects").contains("corn corn");
        }
    }

    @Test
    void tabTakesOverWhatTheLineMayBecome() {
        try (Pilot<Model> pilot = typed("corns")) {
            knowing(pilot, CORNS).press("tab").expect(": corns.mills.example.org");
        }
        try (Pilot<Model> pilot = typed("xylophones")) {
            pilot.press("tab").expect(": xylophones");
        }
    }

    @Test
    void whatNothingMatchesMayBeAKindAllTheSame() {
        try (Pilot<Model> pilot = typed("xylophones.example.org")) {
            assertThat(first(pilot)).startsWith("objects").contains("xylophones.example.org");
            pilot.press("enter");
            assertThat(told.last(BrowseEffect.Open.class).word()).isEqualTo("xylophones.example.org");
        }
        try (Pilot<Model> pilot = typed("???")) {
            pilot.expect("nothing matches");
        }
    }

    @Test
    void aClickTakesTheEntryThatIsClickedAndNotTheLine() {
        try (Pilot<Model> pilot = typed("corns")) {
            knowing(pilot, CORNS).send(new Pointed.Row("page:corns.mills.example.org", 1, true));
            assertThat(told.last(BrowseEffect.Open.class).word()).isEqualTo("corns.mills.example.org");
        }
    }

    @Test
    void whatEditorsLeaveByAsksWhetherToLeaveAndIsNotOfferedFirstNextTime() {
        try (Pilot<Model> pilot = typed("q")) {
            assertThat(first(pilot)).startsWith("command");
            pilot.press("enter").expect("Leave Millwright?");
            assertThat(told.asked(DeskEffect.RememberUse.class)).isEmpty();
        }
        try (Pilot<Model> pilot = typed("ctx")) {
            pilot.press("enter").expect("fleet");
        }
    }
}
