package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.page.Model;
import io.millwright.app.settings.Habits;
import io.millwright.app.settings.HabitsFile;
import io.millwright.spi.Danger;
import io.millwright.spi.ProblemException;
import io.millwright.testkit.tui.Pilot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the palette offers first, and what is remembered from one start to the next. */
class HabitsTest {
    @TempDir
    private Path folder = Path.of(".");

    private static String line(Pilot<Model> pilot, int row) {
        return pilot.screen().lines().skip(row).findFirst().orElse("");
    }

    @Test
    void aRunbookIsFoundByItsWordsAndThoseOfItsInstance() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press(":").type("dress corn/old");
            assertThat(line(pilot, 1)).contains("runbook", "Dress the stones: corn/old on eu-1", "Disruptive");
            pilot.press("enter")
                    .expect("[Guide]")
                    .expect("corn/old")
                    .press("enter")
                    .expect("Depth");
        }
    }

    @Test
    void whatWasChosenLastComesFirstAlsoAfterTheNextStart() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press(":")
                    .type("plugins")
                    .press("enter")
                    .press(":")
                    .type("corn/young")
                    .press("enter");
            pilot.press(":");
            assertThat(line(pilot, 1)).contains("corn/young on eu-1");
            assertThat(line(pilot, 2)).contains("plugins");
        }
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press(":");
            assertThat(line(pilot, 1)).contains("corn/young on eu-1");
            pilot.press("enter").expect("› corn/young").expectNot("find and open");
        }
    }

    @Test
    void aLineThatWasTypedIsOfferedAgain() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press(":").type("po shop app=web").press("enter").expect("pods in shop app=web");
            pilot.press(":");
            assertThat(line(pilot, 1)).contains("recent", "po shop app=web");
        }
    }

    @Test
    void theRoomOfTheDetailIsKeptButNotALookThatTakesAllOfIt() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press("enter", "+", "+").expect("managed by");
            assertThat(desk.habits.detail()).isEqualTo("half");
            pilot.press("+");
            assertThat(desk.habits.detail()).isEqualTo("half");
        }
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press("enter").expect("managed by").press("_", "_").expectNot("managed by");
            assertThat(desk.habits.detail()).isEqualTo("list");
        }
    }

    @Test
    void theFileIsItsOwnersAloneAndKeepsTwentyOfTheRecent() throws IOException {
        HabitsFile file = new HabitsFile(folder.resolve("state/habits.yaml"));
        assertThat(file.read()).isEqualTo(Habits.NONE);
        for (int i = 0; i < 25; i++) {
            String chosen = "page:" + i;
            file.change(h -> h.using(chosen));
        }
        file.change(h -> h.using("page:10"));
        file.change(h -> h.withDetail("half"));
        assertThat(file.read().recent()).hasSize(20).startsWith("page:10", "page:24", "page:23");
        assertThat(file.read().detail()).isEqualTo("half");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state/habits.yaml"))))
                .isEqualTo("rw-------");
        assertThat(Files.list(folder.resolve("state"))).hasSize(1);
    }

    @Test
    void aFileThatIsNoneIsToldWithWhatToDo() throws IOException {
        HabitsFile file = new HabitsFile(Files.writeString(folder.resolve("habits.yaml"), "recent: [\n"));
        assertThatThrownBy(file::read)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().next()).contains("take it away"));
    }

    @Test
    void whatIsNoLongerThereIsntOffered() {
        MillDesk desk =
                new MillDesk(Danger.REVERSIBLE).remembering(new Habits(List.of("instance:eu-1|mill|corn/gone"), ""));
        try (Pilot<Model> pilot = desk.screen()) {
            pilot.press(":").expectNot("corn/gone");
        }
    }
}
