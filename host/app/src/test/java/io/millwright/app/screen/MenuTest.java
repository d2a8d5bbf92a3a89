package io.millwright.app.screen;

import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;
import org.junit.jupiter.api.Test;

/** The menu of all that can be done, and what help and palette do with an action. */
class MenuTest {
    @Test
    void everyActionIsThereWithItsKeyAndWhatCannotBeDoneSaysWhy() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen("operations")) {
            pilot.press("x").expect("enter  open").expect("can't: there is no operation");
            pilot.expect("w      watch")
                    .expect("can't: no run was started here")
                    .expect("/      filter");
        }
    }

    @Test
    void anActionIsDoneByItsKeyOrWithEnter() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("x", "o").expect("operations, newest first");
            pilot.press("esc", "x", "down", "down", "enter").expect("runbooks that make something new");
        }
    }

    @Test
    void whatCannotBeDoneIsSaidWhenItIsChosen() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen("operations")) {
            pilot.press("x", "w").expect("Can't watch: no run was started here");
        }
    }

    @Test
    void escLeavesItWithoutAnyEffect() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen("operations")) {
            pilot.press("x")
                    .expect("what can be done")
                    .press("esc")
                    .expectNot("what can be done")
                    .expect("newest first");
        }
    }

    @Test
    void theFilterIsBegunFromMenuHelpAndPaletteToo() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("x", "/").type("young").expect("1 of 3").press("esc");
            pilot.press("?")
                    .type("/")
                    .type("rows that contain")
                    .press("enter", "enter")
                    .type("young")
                    .expect("1 of 3");
            pilot.press("esc", ":").type("filter").press("enter").type("young").expect("1 of 3");
        }
    }
}
