package io.millwright.tui;

import java.util.ArrayList;
import java.util.List;

/** The answer to a message: the new state and what to do. */
public record Next<S>(S state, List<Effect> effects) {
    public Next {
        effects = List.copyOf(effects);
    }

    public static <S> Next<S> of(S state) {
        return new Next<>(state, List.of());
    }

    public static <S> Next<S> of(S state, Effect... effects) {
        return new Next<>(state, List.of(effects));
    }

    /** The same with more to do, after what is there already. */
    public Next<S> and(Effect... more) {
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(List.of(more));
        return new Next<>(state, all);
    }
}
