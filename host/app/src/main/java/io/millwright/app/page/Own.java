package io.millwright.app.page;

import io.millwright.app.settings.UserProgram;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user has made actions of: hotkeys everywhere, programs and jumps where the objects are that they are for. They are offered wherever the
 * program's own actions are, after these.
 */
final class Own {
    private static final String HOTKEY = "own.hotkey.";
    private static final String PROGRAM = "own.program.";

    private Own() {}

    /** Those of the page in sight. Hotkeys come first: which programs there are is known only with the kind of the list. */
    static ActionRegistry<Model> actions(Model model) {
        ActionRegistry.Builder<Model> all = ActionRegistry.builder();
        model.prefs().hotkeys().lines(model.context()).forEach((key, line) -> all.add(hotkey(key.toString(), line)));
        Programs.here(model).forEach(p -> all.add(program(p), m -> Programs.availability(p, m)));
        Jumps.here(model).forEach(j -> all.add(Jumps.spec(j), Jumps::availability));
        return all.build();
    }

    static ActionSpec hotkey(String key, String line) {
        return ActionSpec.reading(
                HOTKEY + key,
                key,
                line,
                "Opens '" + line + "', as if it were typed behind ':'. A hotkey of yours.",
                "");
    }

    static ActionSpec program(UserProgram program) {
        String command = Stream.concat(Stream.of(String.join(" ", program.run())), program.pipes().stream())
                .collect(Collectors.joining(" | "));
        return new ActionSpec(
                PROGRAM + program.name(),
                ActionSpec.keys(program.key()),
                program.says().isBlank() ? program.name() : program.says(),
                program.harmless()
                        ? "Starts a program of yours for the selected row, at once because you call it harmless."
                        : "Starts a program of yours for the selected row, after a question; what it changes is in no plan and no journal.",
                program.harmless() ? "reads" : "unplanned",
                "",
                command);
    }

    /** Does one of them; empty for what is none. */
    static Optional<Next<Model>> perform(String action, Model model) {
        if (action.startsWith(HOTKEY)) {
            return model.prefs().hotkeys().lines(model.context()).entrySet().stream()
                    .filter(e -> action.equals(HOTKEY + e.getKey()))
                    .findFirst()
                    .map(e -> Places.open(e.getValue(), model));
        }
        return Programs.here(model).stream()
                .filter(p -> action.equals(PROGRAM + p.name()))
                .findFirst()
                .map(p -> Programs.start(p, model))
                .or(() -> Jumps.perform(action, model));
    }
}
