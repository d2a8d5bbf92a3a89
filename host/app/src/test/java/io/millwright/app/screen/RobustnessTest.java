package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Resized;
import io.millwright.tui.Size;
import org.junit.jupiter.api.Test;

/** What a terminal and its user may do to the screen. */
class RobustnessTest {
    @Test
    void aStormOfSizesLeavesTheSelectionAndThePictureOfTheLastOne() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("enter", "down");
            String before = pilot.screen();
            for (int i = 0; i < 500; i++) {
                pilot.post(new Resized(new Size(1 + i * 7 % 240, 1 + i * 5 % 70)));
            }
            assertThat(pilot.resize(80, 24).screen()).isEqualTo(before);
            assertThat(pilot.grid().selectedRow()).contains("rye/evil");
        }
    }

    @Test
    void aPasteOfAMegabyteIsTakenAndClearedAgain() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("/").paste("corn \u001b[2J\n".repeat(100_000)).expect("0 of 3");
            assertThat(pilot.screen()).doesNotContain("\u001b");
            pilot.press("esc").expect("corn/old");
            pilot.press(":")
                    .paste("x".repeat(1_000_000))
                    .expect("nothing matches")
                    .press("esc")
                    .expect("corn/old");
        }
    }

    @Test
    void aPasteNeverPressesKeys() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.paste("qy\nqy\n").expect("corn/old").expectNot("Leave Millwright?");
        }
    }

    @Test
    void everyKeyOfTheKeyboardOnEveryPageLeavesAProgramThatStillWorks() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            for (String way : new String[] {"o", "?", ":", "x", "n", "i"}) {
                pilot.press(way);
                for (String key :
                        new String[] {"tab", "left", "right", "pgdn", "end", "home", "space", "w", "N", "0", "<"}) {
                    pilot.press(key);
                }
                pilot.press("esc", "esc", "esc", "esc", "n", "esc").expect("Mill");
            }
        }
    }
}
