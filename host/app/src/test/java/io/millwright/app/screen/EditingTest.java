package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.BrowseMsg.Draft;
import io.millwright.app.page.BrowseMsg.Draft.State;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.Model;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the screen does around the editor; {@link EditTest} has what is done with files. */
class EditingTest {
    private final Told told = new Told().instead(DeskEffect.Prepare.class);

    private static Resource corn(String size) {
        return Resource.of(Kind.CONFIG_MAP, "shop", "corn", Map.of("data", Map.of("size", size)));
    }

    private Pilot<Model> editing() {
        Pilot<Model> pilot = told.listOf(Kind.CONFIG_MAP, "corn").press("e");
        pilot.send(new BrowseMsg.Looked(number(), Answer.of(Told.seen(Kind.CONFIG_MAP, corn("one")), Told.NOW)));
        assertThat(told.last(BrowseEffect.Keep.class).text()).contains("size: one");
        return pilot.send(new BrowseMsg.Kept(number(), Answer.of(draft(State.FRESH), Told.NOW)));
    }

    private long number() {
        return told.last(BrowseEffect.Look.class).page();
    }

    private static Draft draft(State state) {
        return new Draft("/tmp/corn.yaml", List.of("vi", "/tmp/corn.yaml"), state, "text");
    }

    private Pilot<Model> comesBack(Pilot<Model> pilot, State state) {
        return pilot.send(new BrowseMsg.Edited(number(), Answer.of(draft(state), Told.NOW)));
    }

    @Test
    void whatWasWrittenIsPlannedAtOnceAgainstTheObjectAsItWasThen() {
        try (Pilot<Model> pilot = editing()) {
            assertThat(told.last(BrowseEffect.LookAtDraft.class).draft().file()).isEqualTo("/tmp/corn.yaml");
            // It is read anew while somebody writes.
            pilot.send(new BrowseMsg.Looked(number(), Answer.of(Told.seen(Kind.CONFIG_MAP, corn("two")), Told.NOW)));
            comesBack(pilot, State.READABLE);
            DeskEffect.Prepare asked = told.asked(DeskEffect.Prepare.class).getLast();
            assertThat(asked.ask().inputs()).containsEntry("file", "/tmp/corn.yaml");
            assertThat(asked.ask().target().orElseThrow().root().text("data", "size"))
                    .contains("one");
        }
    }

    @Test
    void aFileThatCannotBeReadGoesBackToTheEditor() {
        try (Pilot<Model> pilot = editing()) {
            int looks = told.asked(BrowseEffect.LookAtDraft.class).size();
            comesBack(pilot, State.BROKEN);
            assertThat(told.asked(BrowseEffect.LookAtDraft.class))
                    .as("it was opened again and has come back")
                    .hasSize(looks + 1);
            comesBack(pilot, State.UNCHANGED).expect("Nothing was changed").expect("/tmp/corn.yaml");
            assertThat(told.asked(DeskEffect.Prepare.class)).isEmpty();
        }
    }
}
