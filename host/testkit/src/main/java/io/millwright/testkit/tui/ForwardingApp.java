package io.millwright.testkit.tui;

import io.millwright.tui.App;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Size;
import io.millwright.tui.Surface;
import java.time.Duration;
import java.util.Optional;

/** Another application, of which a test looks at something. */
public class ForwardingApp<S> implements App<S> {
    private final App<S> app;

    protected ForwardingApp(App<S> app) {
        this.app = app;
    }

    @Override
    public Next<S> init() {
        return app.init();
    }

    @Override
    public Next<S> update(S state, Msg msg) {
        return app.update(state, msg);
    }

    @Override
    public void view(S state, Surface surface) {
        app.view(state, surface);
    }

    @Override
    public Optional<Duration> tickEvery(S state) {
        return app.tickEvery(state);
    }

    @Override
    public boolean wantsMouse(S state) {
        return app.wantsMouse(state);
    }

    @Override
    public Size minimumSize() {
        return app.minimumSize();
    }
}
