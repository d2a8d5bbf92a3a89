package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.ContextLook;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Rig;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.Key;
import io.millwright.tui.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that is told apart from others. */
class ContextLookTest {
    @TempDir
    private Path folder = Path.of(".");

    private Settings settings(String yaml) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), yaml));
    }

    private static Role accent(Pilot<Model> pilot) {
        return pilot.grid().style(1, 0).role();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prod", "eu-prod-1", "PRD_eu", "arn:aws:eks:eu:1:cluster/production", "live.example.org", "prod1"
            })
    void aNameThatSaysProductionLooksLikeIt(String context) {
        assertThat(ContextLook.usual(context)).contains(ContextLook.PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "non-prod", "nonprod", "pre-prod", "preprod", "products", "delivery", "olive"})
    void anotherNameDoesNot(String context) {
        assertThat(ContextLook.usual(context)).isEmpty();
    }

    @Test
    void theWordAndTheColourOfTheSelectedClusterAreOnEveryPage() throws IOException {
        Settings settings = settings("contexts:\n  eu-1: {label: LIVE, colour: yellow}\n");
        try (Pilot<Model> pilot = new MillDesk(Danger.DISRUPTIVE).set(settings).screen()) {
            pilot.expect("LIVE · read-write").expect("eu-1 LIVE");
            assertThat(accent(pilot)).isEqualTo(Role.WARNING);
            pilot.press("right").expectNot("LIVE · ").expect("eu-1 LIVE");
            assertThat(accent(pilot)).isEqualTo(Role.ACCENT);
            pilot.press("left");
            for (String key : new String[] {"enter", "enter", "enter", "1", "enter", "end", "y"}) {
                pilot.press(key).expect("LIVE · read-write");
                assertThat(accent(pilot)).as(key).isEqualTo(Role.WARNING);
            }
            pilot.press(":").type("plugins").press("enter").expect("LIVE among them · read-write");
        }
    }

    @Test
    void theWordIsThereAtTheLeastSizeAndWithoutColours() throws IOException {
        Settings settings = settings("contexts:\n  eu-*: {label: ABCDEFGHIJKL}\nreadOnlyContexts: [eu-1]\n");
        try (Pilot<Model> pilot = new MillDesk(Danger.DISRUPTIVE)
                .set(settings)
                .screen("fleet", Pilot.CAPABILITIES.withColor(ColorDepth.NONE))) {
            pilot.resize(60, 15).expect("ABCDEFGHIJKL · read-");
            for (String key : new String[] {"enter", "enter", "enter", "1", "enter"}) {
                pilot.send(Key.parse(key)).expect("ABCDEFGHIJKL · read-");
            }
        }
    }

    @Test
    void anEmptyLabelTakesTheUsualOneAwayAndWhatIsNotUnderstoodIsSaid() throws IOException {
        Settings settings = settings("contexts:\n  prod-lab: {label: ''}\n  x: {label: X, colour: mauve}\n  y: red\n");
        assertThat(settings.screen().look("prod-lab")).isEmpty();
        assertThat(settings.screen().look("prod-eu")).contains(ContextLook.PRODUCTION);
        assertThat(settings.screen().look("x")).isEmpty();
        assertThat(settings.warnings())
                .hasSize(2)
                .anySatisfy(w -> assertThat(w.why()).contains("cyan, green"))
                .anySatisfy(w -> assertThat(w.why()).contains("must be a map of aliases, colour"));
    }

    @Test
    void theScreenSaysOfProductionThatItIsReadOnlyAndHowThatIsChanged() {
        Rig rig = Rig.with(
                folder, new FakeClusters().cluster("eu-prod-1").cluster("lab").refusing("pre-prod", "it is away"));
        assertThat(new LiveDesk(rig.services(), List.of(), Optional.empty(), Duration.ofSeconds(5)).clusters())
                .filteredOn(c -> c.readOnly().isPresent())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.name()).isEqualTo("eu-prod-1");
                    assertThat(c.readOnly().orElseThrow()).contains("by its name this is production", "--write");
                });
    }
}
