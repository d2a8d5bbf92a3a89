package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON patch, RFC 6902. */
public final class JsonPatch {
    private JsonPatch() {}

    /**
     * The object with the operations applied.
     *
     * @throws ApiError 400 when the patch isn't one, 422 when it doesn't fit the object
     */
    public static Map<String, Object> apply(Map<String, Object> object, Object patch) {
        if (!(patch instanceof List<?> operations)) {
            throw ApiError.badRequest(
                    "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }
        Object root = Tree.copy(object);
        for (Object operation : operations) {
            if (!(operation instanceof Map<?, ?> o)) {
                throw ApiError.badRequest("error decoding patch: an operation is no object");
            }
            root = one(root, o);
        }
        if (root instanceof Map<?, ?> map) {
            return Tree.copy(map);
        }
        throw rejected("the patch leaves no object");
    }

    private static Object one(Object root, Map<?, ?> o) {
        String path = text(o, "path");
        switch (text(o, "op")) {
            case "add" -> {
                return add(root, words(path), value(o));
            }
            case "remove" -> {
                remove(root, words(path));
                return root;
            }
            case "replace" -> {
                if (find(root, words(path)).isEmpty()) {
                    throw missing("replace", path);
                }
                if (path.isEmpty()) {
                    return value(o);
                }
                remove(root, words(path));
                return add(root, words(path), value(o));
            }
            case "move" -> {
                String from = text(o, "from");
                Object moved = find(root, words(from)).orElseThrow(() -> missing("move", from));
                remove(root, words(from));
                return add(root, words(path), moved);
            }
            case "copy" -> {
                String from = text(o, "from");
                Object copied = find(root, words(from)).orElseThrow(() -> missing("copy", from));
                return add(root, words(path), Tree.copyValue(copied));
            }
            case "test" -> {
                Optional<Object> found = find(root, words(path));
                Optional<Object> wanted = Optional.ofNullable(o.get("value")).map(Tree::copyValue);
                if (!found.equals(wanted)) {
                    throw rejected("testing value " + path + " failed: test failed");
                }
                return root;
            }
            default -> throw rejected("Unexpected kind: " + text(o, "op"));
        }
    }

    private static Object value(Map<?, ?> o) {
        return Optional.ofNullable(o.get("value"))
                .map(Tree::copyValue)
                .orElseThrow(() -> rejected("operation without a value"));
    }

    private static String text(Map<?, ?> o, String key) {
        return o.get(key) instanceof String s ? s : "";
    }

    private static List<String> words(String path) {
        List<String> words = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String word : path.substring(1).split("/", -1)) {
                words.add(word.replace("~1", "/").replace("~0", "~"));
            }
        }
        return words;
    }

    private static Optional<Object> find(Object root, List<String> words) {
        Object here = root;
        for (String word : words) {
            Optional<Object> next = step(here, word);
            if (next.isEmpty()) {
                return next;
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    private static Optional<Object> step(Object here, String word) {
        return switch (here) {
            case Map<?, ?> map -> Optional.ofNullable(map.get(word));
            case List<?> list -> {
                int index = index(word, list.size());
                yield index >= 0 && index < list.size() ? Optional.ofNullable(list.get(index)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static int index(String word, int size) {
        return word.equals("-") ? size : word.matches("\\d{1,9}") ? Integer.parseInt(word) : -1;
    }

    @SuppressWarnings("unchecked")
    private static Object add(Object root, List<String> words, Object value) {
        if (words.isEmpty()) {
            return value;
        }
        String last = words.getLast();
        Object parent = find(root, words.subList(0, words.size() - 1))
                .orElseThrow(() -> missing("add", "/" + String.join("/", words)));
        switch (parent) {
            case Map<?, ?> map -> ((Map<String, Object>) map).put(last, value);
            case List<?> list -> {
                int index = index(last, list.size());
                if (index < 0 || index > list.size()) {
                    throw rejected("add operation does not apply: invalid array index " + last);
                }
                ((List<Object>) list).add(index, value);
            }
            default -> throw missing("add", "/" + String.join("/", words));
        }
        return root;
    }

    private static void remove(Object root, List<String> words) {
        String path = "/" + String.join("/", words);
        if (words.isEmpty() || find(root, words).isEmpty()) {
            throw missing("remove", path);
        }
        Object parent = find(root, words.subList(0, words.size() - 1)).orElseThrow();
        switch (parent) {
            case Map<?, ?> map -> map.remove(words.getLast());
            case List<?> list -> list.remove(index(words.getLast(), list.size()));
            default -> throw missing("remove", path);
        }
    }

    private static ApiError missing(String operation, String path) {
        return rejected(operation + " operation does not apply: doc is missing path: " + path);
    }

    private static ApiError rejected(String why) {
        return new ApiError(
                422,
                "Invalid",
                "the server rejected our request due to an error in our request",
                Map.of("causes", List.of(Map.of("reason", "UnexpectedServerResponse", "message", why))));
    }
}
