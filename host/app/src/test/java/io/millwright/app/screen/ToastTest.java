package io.millwright.app.screen;

import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.HandTty;
import io.millwright.tui.Tick;
import io.millwright.tui.TtyReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said for a moment. */
class ToastTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void whatIsSaidAfterAProgramHadTheTerminalStaysLongEnoughToBeRead() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen("pods")) {
            pilot.send(new TtyReturned(new HandTty("sh"), 3, Optional.empty())).expect("It ended with status 3");
            Instant later = NOW.plus(Duration.ofMinutes(10));
            pilot.send(new Tick(later)).expect("It ended with status 3");
            pilot.send(new Tick(later.plusSeconds(3))).expect("It ended with status 3");
            pilot.send(new Tick(later.plusSeconds(4))).expectNot("It ended with status 3");
        }
    }
}
