package io.millwright.app.screen;

import io.millwright.app.page.Model;
import io.millwright.app.testing.Cast;
import io.millwright.app.testing.Golden;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The recording in the documentation is what the program does. */
class DemoTest {
    private final Cast cast = new Cast("Millwright: a finding, its remedy, its plan, its run", 80, 24);

    private void press(Pilot<Model> pilot, String key, String seen, double seconds) {
        pilot.press(key).expect(seen);
        cast.add(key, pilot.grid().frame(), seconds);
    }

    @Test
    void theRecordingGoesFromAFindingToTheRunThatMendsIt() {
        MillDesk desk = new MillDesk(Danger.DISRUPTIVE);
        try (Pilot<Model> pilot = desk.screen()) {
            cast.add("start", pilot.expect("worst first").grid().frame(), 2);
            press(pilot, "enter", "corn/old", 1.5);
            press(pilot, "enter", "Stones are worn", 2);
            press(pilot, "enter", "Impact", 4);
            press(pilot, "1", "Depth", 2);
            press(pilot, "enter", "Disruptive: read to the end", 4);
            press(pilot, "end", "Dress the stones", 2);
            press(pilot, "y", "the finding is gone", 5);
        }
        Golden.matches(Path.of("../../docs/demo.cast"), cast.text());
    }
}
