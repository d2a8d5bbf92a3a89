package io.millwright.app.screen;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.support.CrashReports;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Cancellation;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Msg;
import java.util.function.Consumer;

/** Hands each effect to the one who performs it. An exception that nobody foresaw leaves a report, and becomes a problem that names it. */
final class ScreenRunner implements EffectRunner {
    private final EffectRunner desk;
    private final BrowseRunner objects;
    private final CrashReports crashes;

    ScreenRunner(EffectRunner desk, BrowseRunner objects, CrashReports crashes) {
        this.desk = desk;
        this.objects = objects;
        this.crashes = crashes;
    }

    @Override
    public void run(Effect effect, Consumer<Msg> sink, Cancellation cancellation) throws Exception {
        try {
            perform(effect, sink, cancellation);
        } catch (ProblemException foreseen) {
            throw foreseen;
        } catch (RuntimeException | Error e) {
            if (cancellation.isCancelled()) {
                throw e; // an effect that was stopped may end as it likes, and nobody is told
            }
            Problem told = crashes.report("do that", "the screen", e);
            if (effect instanceof BrowseEffect.Open list) {
                // Else its page would show what came before the fault, often nothing, as all that there is.
                sink.accept(objects.failed(list, told));
            }
            throw new ProblemException(told, e);
        }
    }

    private void perform(Effect effect, Consumer<Msg> sink, Cancellation cancellation) throws Exception {
        if (effect instanceof BrowseEffect asked) {
            objects.run(asked, sink);
        } else {
            desk.run(effect, sink, cancellation);
        }
    }
}
