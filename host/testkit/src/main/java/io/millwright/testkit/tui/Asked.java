package io.millwright.testkit.tui;

import io.millwright.tui.AfterPaint;
import io.millwright.tui.App;
import io.millwright.tui.Effect;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The effects that an application asks for, in the order in which it does: that of its updates, and in one update that of
 * its answer. Each is known from the update on, so all of them are when a call of {@link Pilot} returns; also those in the
 * background, and those that are cancelled before they begin.
 *
 * <p>An effect runner can tell no order: it gets each effect on a thread of its own. Note there only what was performed.
 *
 * <p>Thread-safe.
 */
public final class Asked {
    private final List<Effect> effects = new CopyOnWriteArrayList<>();

    /** The same application; what it asks for is noted here. */
    public <S> App<S> by(App<S> app) {
        return new Heard<>(app);
    }

    /** What was asked for of that kind. {@link Scoped} and {@link AfterPaint} are taken off. */
    public <E extends Effect> List<E> all(Class<E> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What was asked for last of that kind. */
    public <E extends Effect> E last(Class<E> type) {
        return all(type).reversed().stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " was asked for, but " + effects));
    }

    /** Forgets what was asked for until now. */
    public void forget() {
        effects.clear();
    }

    private static Effect bare(Effect effect) {
        return switch (effect) {
            case Scoped scoped -> bare(scoped.effect());
            case AfterPaint later -> bare(later.effect());
            default -> effect;
        };
    }

    private final class Heard<S> extends ForwardingApp<S> {
        private Heard(App<S> app) {
            super(app);
        }

        private Next<S> noted(Next<S> next) {
            next.effects().forEach(effect -> effects.add(bare(effect)));
            return next;
        }

        @Override
        public Next<S> init() {
            return noted(super.init());
        }

        @Override
        public Next<S> update(S state, Msg msg) {
            return noted(super.update(state, msg));
        }
    }
}
