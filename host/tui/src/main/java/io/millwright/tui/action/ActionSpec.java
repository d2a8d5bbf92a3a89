package io.millwright.tui.action;

import io.millwright.tui.Key;
import java.util.List;

/**
 * One thing that a user can do.
 *
 * @param id stable, in dots: {@code instance.open}; the name in the configuration
 * @param keys the first one is shown; may be empty for what only the palette offers
 * @param label a verb and an object, two or three words, for footer and palette
 * @param help what will happen, in the tool's terms, one sentence
 * @param danger a word such as {@code reads} or {@code destructive}; the same that previews use
 * @param permission what it needs in the cluster, a verb and a resource such as {@code patch KIND}; empty for nothing, or for what depends on
 *     the case
 * @param commandLine the same on the command line; empty only where the screen alone makes sense
 */
public record ActionSpec(
        String id, List<Key> keys, String label, String help, String danger, String permission, String commandLine) {
    public ActionSpec {
        keys = List.copyOf(keys);
        if (id.isBlank() || label.isBlank() || help.isBlank() || danger.isBlank()) {
            throw new IllegalArgumentException(
                    "action '" + id + "' needs an id, a label, a help text and a danger word");
        }
    }

    /** An action that changes nothing and needs no permission. */
    public static ActionSpec reading(String id, String keys, String label, String help, String commandLine) {
        return new ActionSpec(id, keys(keys), label, help, "reads", "", commandLine);
    }

    /** The same, which needs that in the cluster: a verb and a resource, {@code KIND} for that of the object it is done to. */
    public ActionSpec needing(String verbAndResource) {
        return new ActionSpec(id, keys, label, help, danger, verbAndResource, commandLine);
    }

    /** Keys from names that are separated by blanks. */
    public static List<Key> keys(String names) {
        return names.isBlank()
                ? List.of()
                : List.of(names.strip().split(" +")).stream().map(Key::parse).toList();
    }

    ActionSpec withKeys(List<Key> others) {
        return new ActionSpec(id, others, label, help, danger, permission, commandLine);
    }

    /** The key to show, or an empty text. */
    public String keyName() {
        return keys.isEmpty() ? "" : keys.getFirst().toString();
    }
}
