package io.millwright.tui.action;

import io.millwright.tui.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What can be done in a state of type {@code S}, in the order in which it is shown. Immutable.
 *
 * <p>Built with {@link #builder}. Two actions may share a key only when they are never available in the same scope, which
 * the caller expresses by keeping one registry for each page.
 */
public final class ActionRegistry<S> {
    private final List<Entry<S>> entries;

    private record Entry<S>(ActionSpec spec, Function<S, Availability> availability) {}

    /** An action and whether it can run in the state that was asked for. */
    public record Offer(ActionSpec spec, Availability availability) {}

    private ActionRegistry(List<Entry<S>> entries) {
        this.entries = List.copyOf(entries);
    }

    public static <S> Builder<S> builder() {
        return new Builder<>();
    }

    public List<ActionSpec> specs() {
        return entries.stream().map(Entry::spec).toList();
    }

    public Optional<ActionSpec> byId(String id) {
        return specs().stream().filter(spec -> spec.id().equals(id)).findFirst();
    }

    /** All actions, disabled ones too, in their fixed order. */
    public List<Offer> offers(S state) {
        return entries.stream()
                .map(entry -> new Offer(entry.spec, entry.availability.apply(state)))
                .toList();
    }

    /** What a key does in this state; also when it is disabled, so that the reason can be shown. */
    public Optional<Offer> forKey(Key key, S state) {
        for (Entry<S> entry : entries) {
            if (entry.spec.keys().contains(key)) {
                return Optional.of(new Offer(entry.spec, entry.availability.apply(state)));
            }
        }
        return Optional.empty();
    }

    /**
     * The registry with other keys.
     *
     * @param keyMap action id to key names; {@code <disabled>} for none
     */
    public ActionRegistry<S> withKeyMap(Map<String, List<String>> keyMap) {
        List<Entry<S>> changed = new ArrayList<>();
        for (Entry<S> entry : entries) {
            Optional<List<String>> names = Optional.ofNullable(keyMap.get(entry.spec.id()));
            changed.add(names.map(list -> new Entry<>(entry.spec.withKeys(keysOf(list)), entry.availability))
                    .orElse(entry));
        }
        return new ActionRegistry<>(changed);
    }

    /** What is wrong with a key map and the keys that result from it; one sentence each, empty when all is well. */
    public List<String> problems(Map<String, List<String>> keyMap) {
        List<String> problems = new ArrayList<>();
        keyMap.forEach((id, names) -> {
            if (byId(id).isEmpty()) {
                problems.add("No action has the id '" + id + "'.");
            }
            for (String name : names) {
                if (!name.equals("<disabled>") && Key.tryParse(name).isEmpty()) {
                    problems.add("'" + name + "' of action '" + id + "' is no key.");
                }
            }
        });
        problems.addAll(withKeyMap(keyMap).conflicts());
        return problems;
    }

    /** Keys that more than one action claims. */
    public List<String> conflicts() {
        Map<Key, List<String>> claims = new LinkedHashMap<>();
        for (Entry<S> entry : entries) {
            entry.spec
                    .keys()
                    .forEach(key ->
                            claims.computeIfAbsent(key, _ -> new ArrayList<>()).add(entry.spec.id()));
        }
        List<String> conflicts = new ArrayList<>();
        claims.forEach((key, ids) -> {
            if (ids.size() > 1) {
                conflicts.add("Key '" + key + "' is claimed by " + String.join(" and ", ids) + ".");
            }
        });
        return conflicts;
    }

    private static List<Key> keysOf(List<String> names) {
        return names.stream().flatMap(name -> Key.tryParse(name).stream()).toList();
    }

    /** Collects entries. */
    public static final class Builder<S> {
        private final List<Entry<S>> entries = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();

        private Builder() {}

        /** Adds an action that is always available. */
        public Builder<S> add(ActionSpec spec) {
            return add(spec, _ -> Availability.enabled());
        }

        /** Adds an action; {@code availability} must be pure. */
        public Builder<S> add(ActionSpec spec, Function<S, Availability> availability) {
            if (!ids.add(spec.id())) {
                throw new IllegalArgumentException("two actions have the id '" + spec.id() + "'");
            }
            entries.add(new Entry<>(spec, availability));
            return this;
        }

        /** Adds all entries of another registry over the same state, for example what works on every page. */
        public Builder<S> addAll(ActionRegistry<S> other) {
            other.entries.forEach(entry -> add(entry.spec, entry.availability));
            return this;
        }

        public ActionRegistry<S> build() {
            return new ActionRegistry<>(entries);
        }
    }
}
