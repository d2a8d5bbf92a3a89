package io.millwright.app.page;

import io.millwright.app.cli.YamlText;
import io.millwright.engine.inspect.Inspection;
import io.millwright.tui.HandTty;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.TtyReturned;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object that is being edited.
 *
 * @param seen as it was when its file was written: what differs from that is what somebody wants
 * @param draft its file, once there is one
 */
record Editing(Inspection seen, Optional<BrowseMsg.Draft> draft) {
    /** Has the file written. */
    static BrowseEffect.Keep begin(long page, String name, Inspection seen) {
        return new BrowseEffect.Keep(page, name, YamlText.write(seen.object().content()));
    }

    /**
     * A file is there for the editor, or comes back from it.
     *
     * @param page makes the page that has the file
     */
    Next<Model> drafted(Answer<BrowseMsg.Draft> answer, Function<Editing, Page> page, Model model) {
        if (answer.value().isEmpty()) {
            return Next.of(answer.problem().map(model::say).orElse(model));
        }
        BrowseMsg.Draft now = answer.value().get();
        Model known = model.with(page.apply(new Editing(seen, Optional.of(now))));
        return switch (now.state()) {
            case FRESH, BROKEN -> Next.of(known, new HandTty(now.editor(), Map.of()));
            case UNCHANGED ->
                Next.of(known.say(Sign.INFO, "Nothing was changed in the editor. Its file was " + now.file() + "."));
            case READABLE -> ObjectActions.plan(ObjectActions.EDIT, seen, Map.of("file", now.file()), known);
        };
    }

    /** The editor has ended. */
    Next<Model> returned(TtyReturned back, long page, Model model) {
        Optional<String> failure = back.failure()
                .or(() -> back.exitStatus() == 0
                        ? Optional.empty()
                        : Optional.of("it ended with status " + back.exitStatus()));
        return failure.map(why -> Next.of(model.say(Sign.INFO, "The editor was left without a result: " + why)))
                .orElseGet(() -> draft.map(d -> Next.of(model, new BrowseEffect.LookAtDraft(page, d)))
                        .orElse(Next.of(model)));
    }
}
