package io.millwright.app.screen;

import io.millwright.app.page.BrowseEffect;
import io.millwright.tui.Cancellation;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Msg;
import java.util.function.Consumer;

/** Hands each effect to the one who performs it. */
final class ScreenRunner implements EffectRunner {
    private final EffectRunner desk;
    private final BrowseRunner objects;

    ScreenRunner(EffectRunner desk, BrowseRunner objects) {
        this.desk = desk;
        this.objects = objects;
    }

    @Override
    public void run(Effect effect, Consumer<Msg> sink, Cancellation cancellation) throws Exception {
        if (effect instanceof BrowseEffect asked) {
            objects.run(asked, sink);
        } else {
            desk.run(effect, sink, cancellation);
        }
    }
}
