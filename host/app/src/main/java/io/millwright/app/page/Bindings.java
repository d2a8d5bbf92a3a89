package io.millwright.app.page;

import io.millwright.app.settings.KeyProfile;
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
import java.util.Set;

/**
 * Which keys hold: the user's own, then those of the profile. Actions that are in neither have those of the reference.
 *
 * @param keys names of keys by id of action, for {@link ActionRegistry#withKeyMap}
 * @param own the ids of those actions and movements whose keys are the user's own
 * @param moves what a key moves; empty for a key that moves nothing any more
 * @param problems one for each entry that doesn't hold; the action keeps its own keys then
 */
record Bindings(
        Map<String, List<String>> keys, Set<String> own, Map<Key, Optional<Key>> moves, List<Problem> problems) {
    static final Bindings NONE = new Bindings(Map.of(), Set.of(), Map.of(), List.of());

    /** What stands in the place of a key, for an action that has none. */
    private static final String DISABLED = "<disabled>";

    Bindings {
        keys = Map.copyOf(keys);
        own = Set.copyOf(own);
        moves = Map.copyOf(moves);
        problems = List.copyOf(problems);
    }

    /** Those of the wanted keys that hold, and those of the profile for everything else. */
    static Bindings of(KeyProfile profile, Map<String, List<String>> wanted) {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<String>> own = new LinkedHashMap<>();
        wanted.forEach((id, names) ->
                refusal(id, names).ifPresentOrElse(why -> problems.add(problem(id, why)), () -> own.put(id, names)));
        Map<String, List<String>> held = new LinkedHashMap<>(profile.keys());
        held.putAll(own);
        for (Optional<Conflict> found = conflict(held, own); found.isPresent(); found = conflict(held, own)) {
            Conflict conflict = found.get();
            own.remove(conflict.id());
            held.remove(conflict.id());
            Optional.ofNullable(profile.keys().get(conflict.id())).ifPresent(keys -> held.put(conflict.id(), keys));
            problems.add(problem(conflict.id(), conflict.why()));
        }
        Map<String, List<String>> actions = new HashMap<>(held);
        actions.keySet().removeAll(Move.ids());
        return new Bindings(actions, own.keySet(), moves(held), problems);
    }

    /** An entry of the user's that doesn't hold, and why. */
    private record Conflict(String id, String why) {}

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

    /** A key that two actions of one page claim, and the later of the user's entries about it. */
    private static Optional<Conflict> conflict(Map<String, List<String>> held, Map<String, List<String>> own) {
        if (own.isEmpty()) {
            // Nor are the actions of all pages made for nothing, which each start would wait for.
            return Optional.empty();
        }
        for (Map.Entry<String, List<ActionSpec>> page : Catalogue.pages().entrySet()) {
            Map<Key, String> claims = new LinkedHashMap<>();
            for (ActionSpec spec : page.getValue()) {
                for (Key key : keys(spec, held)) {
                    String other = claims.putIfAbsent(key, spec.id());
                    if (other != null && !other.equals(spec.id())) {
                        Optional<Conflict> found = conflict(key, spec.id(), other, page.getKey(), own);
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
            for (Move move : Move.values()) {
                for (Key key : parsed(held.getOrDefault(move.id(), List.of()))) {
                    String other = claims.get(key);
                    if (other != null) {
                        Optional<Conflict> found = conflict(key, other, move.id(), page.getKey(), own);
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Profiles and the keys of the reference are at peace with each other, so that only the user's entries can be in conflict. */
    private static Optional<Conflict> conflict(
            Key key, String one, String other, String page, Map<String, List<String>> own) {
        return own.keySet().stream()
                .filter(id -> id.equals(one) || id.equals(other))
                .reduce((_, later) -> later)
                .map(id -> new Conflict(
                        id, "key '" + key + "' is " + (id.equals(one) ? other : one) + " on the page " + page));
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
