package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.tui.Key;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the user's own keys hold.
 *
 * @param keys names of keys by id of action, for {@link ActionRegistry#withKeyMap}
 * @param moves what a key moves; empty for a key that moves nothing any more
 * @param problems one for each entry that doesn't hold; the action keeps its own keys then
 */
record Bindings(Map<String, List<String>> keys, Map<Key, Optional<Key>> moves, List<Problem> problems) {
    static final Bindings NONE = new Bindings(Map.of(), Map.of(), List.of());

    /** What stands in the place of a key, for an action that has none. */
    private static final String DISABLED = "<disabled>";

    Bindings {
        keys = Map.copyOf(keys);
        moves = Map.copyOf(moves);
        problems = List.copyOf(problems);
    }

    /** Those of the wanted keys that hold. */
    static Bindings of(Map<String, List<String>> wanted) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<String>> held = new LinkedHashMap<>();
        wanted.forEach((id, names) ->
                refusal(id, names).ifPresentOrElse(why -> problems.add(problem(id, why)), () -> held.put(id, names)));
        while (dropConflict(held, problems)) {
            // Each turn takes one entry away.
        }
        Map<String, List<String>> actions = new HashMap<>(held);
        actions.keySet().removeAll(Move.ids());
        return new Bindings(actions, moves(held), problems);
    }

    /** The key that a key stands for where no action has it; empty for one that moves nothing any more. */
    Optional<Key> moved(Key key) {
        return moves.getOrDefault(key, Optional.of(key));
    }

    /** The keys of an action as they are now. */
    List<Key> keysOf(ActionSpec spec) {
        return keys(spec, keys);
    }

    private static Optional<String> refusal(String id, List<String> names) {
        for (String name : names) {
            if (!name.equals(DISABLED) && Key.tryParse(name).isEmpty()) {
                return Optional.of(
                        "there is no key '" + name + "'; keys are written as x, ctrl-r, shift-tab, f5, space");
            }
        }
        if (Move.of(id).isPresent()) {
            return Optional.empty();
        }
        if (Catalogue.isFixed(id)) {
            return Optional.of("its key is the same for everybody, because it approves or chooses what is done");
        }
        return Catalogue.ids().contains(id) ? Optional.empty() : Optional.of("no action has this id");
    }

    /** Finds a key that two actions of one page claim, and takes the later of the user's entries about it away. */
    private static boolean dropConflict(Map<String, List<String>> held, List<Problem> problems) {
        for (Map.Entry<String, List<ActionSpec>> page : Catalogue.pages().entrySet()) {
            Map<Key, String> claims = new LinkedHashMap<>();
            for (ActionSpec spec : page.getValue()) {
                for (Key key : keys(spec, held)) {
                    String other = claims.putIfAbsent(key, spec.id());
                    if (other != null
                            && !other.equals(spec.id())
                            && dropped(key, spec.id(), other, page.getKey(), held, problems)) {
                        return true;
                    }
                }
            }
            for (Move move : Move.values()) {
                for (Key key : parsed(held.getOrDefault(move.id(), List.of()))) {
                    String other = claims.get(key);
                    if (other != null && dropped(key, other, move.id(), page.getKey(), held, problems)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean dropped(
            Key key, String one, String other, String page, Map<String, List<String>> held, List<Problem> problems) {
        Optional<String> last = held.keySet().stream()
                .filter(id -> id.equals(one) || id.equals(other))
                .reduce((_, later) -> later);
        last.ifPresent(id -> {
            held.remove(id);
            problems.add(
                    problem(id, "key '" + key + "' is " + (id.equals(one) ? other : one) + " on the page " + page));
        });
        return last.isPresent();
    }

    private static List<Key> keys(ActionSpec spec, Map<String, List<String>> held) {
        return held.containsKey(spec.id()) ? parsed(held.getOrDefault(spec.id(), List.of())) : spec.keys();
    }

    private static List<Key> parsed(List<String> names) {
        return names.stream().flatMap(name -> Key.tryParse(name).stream()).toList();
    }

    private static Map<Key, Optional<Key>> moves(Map<String, List<String>> held) {
        Map<Key, Optional<Key>> moves = new HashMap<>();
        for (Move move : Move.values()) {
            if (held.containsKey(move.id())) {
                move.letters().forEach(letter -> moves.put(letter, Optional.empty()));
            }
        }
        for (Move move : Move.values()) {
            parsed(held.getOrDefault(move.id(), List.of())).forEach(key -> moves.put(key, Optional.of(move.key())));
        }
        return moves;
    }

    private static Problem problem(String id, String why) {
        return Problem.user(
                "set keys",
                "action " + id,
                why,
                "':settings' lists all actions with their ids and keys; correct 'keys' in the settings file.");
    }
}
