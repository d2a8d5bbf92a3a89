package io.millwright.app.screen;

import io.millwright.app.page.InSightNow;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.testkit.tui.ForwardingApp;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.App;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Size;
import io.millwright.tui.Surface;
import java.util.concurrent.atomic.AtomicReference;

/** A screen of one size and one look, on which a page takes its pose. */
final class Stage {
    private final Size size;
    private final Capabilities capabilities;
    private final AtomicReference<String> page = new AtomicReference<>("");

    Stage(Size size, Capabilities capabilities) {
        this.size = size;
        this.capabilities = capabilities;
    }

    /** The screen of that desk, opened with a page. */
    Pilot<Model> open(MillDesk desk, String line) {
        return Pilot.start(watched(line), desk.runner(), size, capabilities);
    }

    /** A screen whose clusters answer what the pose says. */
    Pilot<Model> open(Told told, String line) {
        return told.start(watched(line), size, capabilities);
    }

    /** The class of the page that was painted last. */
    String page() {
        return page.get();
    }

    private App<Model> watched(String line) {
        ScreenApp app = new ScreenApp(Told.start(line, capabilities));
        return new ForwardingApp<>(app) {
            @Override
            public void view(Model state, Surface surface) {
                page.set(InSightNow.page(state));
                super.view(state, surface);
            }
        };
    }
}
