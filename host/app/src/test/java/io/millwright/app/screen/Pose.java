package io.millwright.app.screen;

import io.millwright.app.page.Model;
import io.millwright.spi.Danger;
import io.millwright.testkit.tui.Pilot;

/**
 * A page with something on it, as its picture shows it.
 *
 * @param name of its picture
 * @param take opens it on a stage, the same each time
 */
record Pose(String name, Take take) {
    /** Opens a page. */
    interface Take {
        Pilot<Model> on(Stage stage);
    }

    /** From the fleet of the mills by these keys. */
    static Pose walk(String name, String... keys) {
        return new Pose(name, stage -> stage.open(mills(), "fleet").press(keys));
    }

    static MillDesk mills() {
        return new MillDesk(Danger.DISRUPTIVE);
    }

    @Override
    public String toString() {
        return name;
    }
}
