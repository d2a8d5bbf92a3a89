package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.cli.SandboxCommand;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.spi.Problem;
import io.millwright.tui.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which contexts may be changed, by their names and by what is said of them. */
class WriteRulesTest {
    @TempDir
    private Path folder = Path.of(".");

    private Settings read(String text) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), text));
    }

    private static Optional<String> why(Settings settings, String context) {
        return settings.readOnly("run the plan", context).map(Problem::why);
    }

    @Test
    void whatLooksLikeProductionIsReadOnlyAndSaysHowItIsChanged() {
        Problem refused = Settings.DEFAULT.readOnly("run the plan", "eu-prod-1").orElseThrow();
        assertThat(refused.why()).contains("by its name this is production");
        assertThat(refused.next()).contains("--write", "'readOnly: false'");
        assertThat(refused.code()).contains("denied");
        assertThat(why(Settings.DEFAULT, "lab")).isEmpty();
        assertThat(why(Settings.DEFAULT, "pre-prod")).isEmpty();
    }

    @Test
    void toWriteTakesAwayWhatTheNameSaysAndNothingThatTheSettingsSay() throws IOException {
        Settings writing = read("readOnlyContexts: [prod-a]\ncontexts: {prod-b: {readOnly: true}}\n")
                .writing();
        assertThat(why(writing, "prod-c")).isEmpty();
        assertThat(why(writing, "prod-a")).isPresent();
        assertThat(why(writing, "prod-b")).isPresent();
    }

    @Test
    void theFirstPatternThatSaysItCounts() throws IOException {
        Settings settings =
                read("contexts: {prod-lab: {label: LAB}, prod-l*: {readOnly: false}, '*': {readOnly: true}}\n");
        assertThat(why(settings, "prod-lab")).isEmpty();
        assertThat(why(settings, "prod-eu")).isPresent();
        assertThat(why(settings, "stage")).isPresent();
    }

    @Test
    void anEmptyLabelTakesNoProtectionAway() throws IOException {
        assertThat(why(read("contexts: {prod-lab: {label: ''}}\n"), "prod-lab")).isPresent();
    }

    @Test
    void whatOneFileProtectsNoOtherLaysOpen() throws IOException {
        Path first = Files.writeString(folder.resolve("imported.yaml"), "contexts: {prod-*: {readOnly: true}}\n");
        Path own = Files.writeString(
                folder.resolve("own.yaml"), "contexts: {prod-1: {readOnly: false}, live-1: {readOnly: false}}\n");
        Settings both = SettingsReader.read(List.of(first, own));
        assertThat(why(both, "prod-1")).isPresent();
        assertThat(why(both, "live-1")).isEmpty();
    }

    @Test
    void aPatternOfTheUsersOwnCountsBeforeAnImportedOneAndKeepsWhatItDoesNotSay() throws IOException {
        Path first = Files.writeString(
                folder.resolve("imported.yaml"), "contexts: {eu-1: {label: OLD, colour: cyan}, eu-2: {label: TWO}}\n");
        Path own = Files.writeString(folder.resolve("own.yaml"), "contexts: {eu-*: {label: EU}, eu-1: {label: NEW}}\n");
        ScreenSettings screen = SettingsReader.read(List.of(first, own)).screen();
        assertThat(screen.contexts().byPattern().keySet()).containsExactly("eu-*", "eu-1", "eu-2");
        assertThat(screen.look("eu-2"))
                .hasValueSatisfying(l -> assertThat(l.label()).isEqualTo("EU"));
        assertThat(screen.contexts().byPattern().get("eu-1"))
                .isEqualTo(new ContextSettings(Optional.of(new ContextLook("NEW", Role.CHANGING)), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contexts: [prod]",
                "contexts: {prod: read-only}",
                "contexts: {prod: {readOnly: 'yes'}}",
                "contexts: {prod: {readOnly: null}}",
                "contexts: {prod: {readonly: true}}"
            })
    void whereItMayHaveSaidWhichContextsAreReadOnlyAllAre(String text) throws IOException {
        assertThat(why(read(text), "dev")).isPresent();
    }

    @Test
    void noSimulatedClusterLooksLikeProduction() {
        assertThat(SandboxCommand.options(List.of(), Optional.empty(), 0).clusters())
                .extracting(ClusterSpec::name)
                .isNotEmpty()
                .noneMatch(ContextLook::isProduction);
    }
}
