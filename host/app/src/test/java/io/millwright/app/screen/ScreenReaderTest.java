package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.Glance;
import io.millwright.app.testing.Golden;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those hear who listen to the screen. */
class ScreenReaderTest {
    @TempDir
    private Path folder = Path.of(".");

    /** What is said while the user does something; where a page is opened, from there on. */
    private static String heard(Pilot<Model> pilot, String what, Consumer<Pilot<Model>> does) {
        int before = pilot.terminal().spoken().size();
        does.accept(pilot);
        List<String> said = pilot.terminal().spoken();
        int from = before;
        for (int i = before; i < said.size(); i++) {
            from = said.get(i).startsWith("Page: ") ? i : from;
        }
        return "## " + what + "\n" + String.join("\n", said.subList(from, said.size())) + "\n\n";
    }

    private static Pilot<Model> start(String page) {
        return new MillDesk(Danger.DISRUPTIVE).screen(page, Pilot.CAPABILITIES.withScreenReader(true));
    }

    @Test
    void aWayFromTheFleetToARunIsToldInLines() {
        try (Pilot<Model> pilot = start("fleet")) {
            assertThat(pilot.terminal().spoken()).startsWith("Page: fleet");
            String told = heard(pilot, "enter", p -> p.press("enter"))
                    + heard(pilot, "down", p -> p.press("down"))
                    + heard(pilot, "up, enter", p -> p.press("up", "enter"))
                    + heard(pilot, "enter", p -> p.press("enter"))
                    + heard(pilot, "1", p -> p.press("1"))
                    + heard(pilot, "enter", p -> p.press("enter"))
                    + heard(pilot, "x", p -> p.press("x"))
                    + heard(pilot, "esc", p -> p.press("esc"));
            Golden.matches("screen/screen-reader.txt", told);
            assertThat(told).doesNotContain("\u001b").doesNotContain("─").doesNotContain("●");
            assertThat(heard(pilot, "end, y", p -> p.press("end", "y")))
                    .contains("Page: eu-1, mill, corn/old, run")
                    .contains("OK the finding is gone: Stones are worn by 95 %");
        }
    }

    @Test
    void nothingIsSaidWhenOnlyTimeHasPassed() {
        try (Pilot<Model> pilot = start("fleet")) {
            pilot.press("enter", "enter", "enter");
            assertThat(heard(pilot, "", p -> p.advance(Duration.ofSeconds(7)))).isEqualTo("## \n\n\n");
        }
    }

    @Test
    void aQuestionIsReadWithoutWhatLiesBesideIt() {
        try (Pilot<Model> pilot = start("fleet")) {
            assertThat(heard(pilot, "q", p -> p.press("q")))
                    .isEqualTo("## q\nLeave Millwright?\nNothing is running.\nAt: [n no], [y leave]\n\n");
        }
    }

    @Test
    void theMouseIsNeverTaken() {
        try (Pilot<Model> pilot = start("fleet")) {
            assertThat(pilot.terminal().isMouseTaken()).isFalse();
        }
    }

    @Test
    void theSettingsFileSaysItBeforeTheFirstPicture() throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"), "keys:\n  menu: X\nscreenReader: true # I listen\ntheme: 'light'\n");
        assertThat(Glance.at(file).over(Pilot.CAPABILITIES).screenReader()).isTrue();
        assertThat(Glance.at(file).over(Pilot.CAPABILITIES).theme()).isEqualTo(Theme.LIGHT);
        assertThat(Glance.at(folder.resolve("none")).over(Pilot.CAPABILITIES)).isEqualTo(Pilot.CAPABILITIES);
    }
}
