package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.page.Model;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.engine.browse.ApiCall;
import io.millwright.spi.Danger;
import io.millwright.spi.ProblemException;
import io.millwright.testkit.tui.Pilot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a copied text besides the terminal. */
class ClipboardTest {
    @TempDir
    private Path folder = Path.of(".");

    private static Pilot<Model> calls(MillDesk desk) {
        ApiCall call = new ApiCall(
                Instant.parse("2026-11-24T09:59:50Z"),
                Duration.ofMillis(42),
                "eu-1",
                "list pods",
                "GET",
                "/api/v1/pods",
                "200",
                true);
        return desk.having(List.of(call)).screen("calls");
    }

    private List<String> into(Path file) {
        return List.of("sh", "-c", "cat > '" + file + "'");
    }

    @Test
    void theUsersOwnProgramGetsTheTextAndNothingElseDoes() throws IOException, InterruptedException {
        Path own = folder.resolve("own");
        Path between = folder.resolve("between");
        assertThat(Clipboard.through(into(between)).copy("orders-1 ü", into(own)))
                .isTrue();
        assertThat(own).hasContent("orders-1 ü");
        assertThat(between).doesNotExist();
    }

    @Test
    void withoutOneWhatIsInBetweenGetsIt() throws IOException, InterruptedException {
        Path between = folder.resolve("between");
        assertThat(Clipboard.through(into(between)).copy("orders-1", List.of())).isTrue();
        assertThat(between).hasContent("orders-1");
    }

    @Test
    void withoutEitherNobodyKnows() throws InterruptedException {
        assertThat(Clipboard.of(Map.of("TERM", "xterm", "TMUX", "")).copy("orders-1", List.of()))
                .isFalse();
    }

    @Test
    void aProgramThatFailsOrIsMissingIsNamedWithItsReason() {
        Clipboard clipboard = Clipboard.through(List.of());
        assertThatThrownBy(() -> clipboard.copy("x", List.of("sh", "-c", "cat > /dev/null; exit 3")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().summary()).contains("copy with sh", "exit code 3"));
        assertThatThrownBy(() -> clipboard.copy("x", List.of(folder + "/none")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("none");
    }

    @Test
    void theProgramOfTheSettingsIsUsed() throws IOException {
        ScreenSettings screen = SettingsReader.read(
                        Files.writeString(folder.resolve("config.yaml"), "copy: [wl-copy, -p]\n"))
                .screen();
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
        try (Pilot<Model> pilot = calls(desk)) {
            pilot.press("c").expect("Copied: kubectl").expectNot("if your terminal allows it");
            assertThat(desk.copied)
                    .containsExactly("wl-copy -p<" + pilot.terminal().copied().getFirst());
        }
    }

    @Test
    void whereOnlyTheTerminalWasAskedItIsSaidThatItMayNotHaveTakenIt() {
        try (Pilot<Model> pilot = calls(new MillDesk(Danger.REVERSIBLE).copyingByTerminalOnly())) {
            pilot.press("c").expect("(if your terminal");
        }
    }
}
