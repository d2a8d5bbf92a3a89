package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is one key away on a list of objects: namespaces by number; and the bell. */
class FavouritesTest {
    @TempDir
    private Path folder = Path.of(".");

    private MillDesk desk(String yaml) throws IOException {
        Settings settings = SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), yaml));
        assertThat(settings.warnings()).isEmpty();
        return new MillDesk(Danger.REVERSIBLE).set(settings);
    }

    @Test
    void aNumberShowsItsNamespaceAndZeroAllOfThem() throws IOException {
        try (Pilot<Model> pilot = desk("namespaces: [corn, rye]\n").screen("configmaps")) {
            pilot.expect("1 corn  2 rye").press("2").expect("configmaps in rye").expect("[2 rye]");
            pilot.press("1").expect("[1 corn]").press("0").expect("[0 all]");
        }
    }

    @Test
    void aNumberWithoutNamespaceSaysWhereTheyAreSet() throws IOException {
        try (Pilot<Model> pilot = desk("mouse: true\n").screen("configmaps")) {
            pilot.press("3").expect("'namespaces' in the settings has no");
        }
    }

    @ParameterizedTest
    @CsvSource({"none, true, ''", "osc9, true, OSC9", "osc777, true, OSC777", "osc777, false, ''"})
    void theDesktopIsToldWhereItIsWantedOfARunThatIsOutOfSight(String wanted, boolean left, String form)
            throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        MillDesk desk = desk("notice: " + wanted + "\n").asking(o -> await(gate));
        try (Pilot<Model> pilot = desk.screen()) {
            endsOutOfSight(pilot, left, gate);
            assertThat(pilot.terminal().notices())
                    .hasSize(form.isEmpty() ? 0 : 1)
                    .allSatisfy(n -> {
                        assertThat(n.form()).hasToString(form);
                        assertThat(n.text()).startsWith("Succeeded: ");
                    });
            assertThat(pilot.terminal().bells()).isZero();
        }
    }

    private static void endsOutOfSight(Pilot<Model> pilot, boolean left, CountDownLatch gate) {
        pilot.press("enter", "enter", "enter", "1", "enter").post(Key.ENTER);
        if (left) {
            pilot.post(Key.parse("esc"));
        }
        gate.countDown();
        pilot.settle().expect("Succeeded");
    }

    @ParameterizedTest
    @CsvSource({"true, true, 1", "true, false, 0", "false, true, 0"})
    void theBellRingsWhereItIsWantedForARunThatIsOutOfSight(boolean wanted, boolean left, int bells)
            throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        MillDesk desk = desk("bell: " + wanted + "\n").asking(o -> await(gate));
        try (Pilot<Model> pilot = desk.screen()) {
            endsOutOfSight(pilot, left, gate);
            assertThat(pilot.terminal().bells()).isEqualTo(bells);
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
