package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All fields of an object of which nothing else is known, lists and maps included: some of them, and which were left out. */
final class Fields {
    private static final int AT_MOST = 60;
    private static final int DEEPEST = 6;
    private static final int ENTRIES = 10;
    private static final int WIDE = 100;
    private static final int NAMED = 6;
    /** Those beside spec and status that are a word each, together. */
    private static final String SINGLE = "";

    private static final int OF_SPEC = 40;
    private static final int FEWEST = 5;
    private static final Set<String> TOLD = Set.of("apiVersion", "kind", "metadata");

    private final Lines lines;
    private final Set<String> left = new LinkedHashSet<>();
    private int room;

    private Fields(Lines lines, int room) {
        this.lines = lines;
        this.room = room;
    }

    /** What is wanted, what is, and whatever else the object has beside its metadata. */
    static void all(Resource object, Lines lines) {
        Map<String, Object> parts = new LinkedHashMap<>();
        Map<String, Object> single = new LinkedHashMap<>();
        object.without("status", "conditions").content().forEach((name, value) -> {
            boolean nested = value instanceof Map || value instanceof List;
            if (!TOLD.contains(name) && !isEmpty(value)) {
                (nested ? parts : single).put(name, value);
            }
        });
        if (!single.isEmpty()) {
            parts.put(SINGLE, single);
        }
        List<String> names = parts.keySet().stream()
                .sorted(Comparator.comparing(Fields::place))
                .toList();
        int rest = names.size();
        int spent = 0;
        for (String name : names) {
            // What one part doesn't need, the next ones have.
            int room = Math.max((AT_MOST - spent + rest - 1) / rest, name.equals("spec") ? OF_SPEC : FEWEST);
            rest--;
            spent += part(name, parts.get(name), room, lines);
        }
    }

    private static int place(String part) {
        return switch (part) {
            case SINGLE -> 0;
            case "spec" -> 1;
            case "status" -> 3;
            default -> 2;
        };
    }

    private static int part(String name, @Nullable Object value, int room, Lines lines) {
        Fields fields = new Fields(lines, room);
        lines.head(name.equals(SINGLE) ? "Fields" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        if (value instanceof Map<?, ?> map) {
            fields.map(map, 1, "");
        } else if (value instanceof List<?> list) {
            fields.list(list, 1, "");
        }
        if (!fields.left.isEmpty()) {
            int more = fields.left.size() - NAMED;
            lines.plain("  … left out, all in the YAML: "
                    + Lines.cut(
                            String.join(", ", fields.left.stream().limit(NAMED).toList()))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        return room - Math.max(0, fields.room);
    }

    private void map(Map<?, ?> map, int depth, String path) {
        map.forEach(
                (key, value) -> entry("  ".repeat(depth) + key + ":", value, depth, join(path, String.valueOf(key))));
    }

    private void list(List<?> list, int depth, String path) {
        for (int i = 0; i < list.size(); i++) {
            if (i == ENTRIES) {
                left.add((list.size() - i) + " of " + (path.isEmpty() ? "them" : path));
                return;
            }
            Object value = list.get(i);
            if (value instanceof Map<?, ?> map
                    && !map.isEmpty()
                    && depth < DEEPEST
                    && inline(value).isEmpty()) {
                dashed(map, depth, path);
            } else {
                entry("  ".repeat(depth) + "-", value, depth, path);
            }
        }
    }

    /** The first field of an entry stands beside its dash, the others below it. */
    private void dashed(Map<?, ?> map, int depth, String path) {
        String lead = "  ".repeat(depth) + "- ";
        for (Map.Entry<?, ?> e : map.entrySet()) {
            entry(lead + e.getKey() + ":", e.getValue(), depth + 1, join(path, String.valueOf(e.getKey())));
            lead = "  ".repeat(depth + 1);
        }
    }

    private void entry(String lead, Object value, int depth, String path) {
        if (room <= 0) {
            left.add(path.isEmpty() ? "more" : path);
            return;
        }
        String inline = inline(value);
        room--;
        if (!inline.isEmpty()) {
            lines.plain(lead + " " + inline);
        } else if (depth >= DEEPEST) {
            lines.plain(lead + " …");
            left.add(path);
        } else {
            lines.plain(lead);
            if (value instanceof Map<?, ?> map) {
                map(map, depth + 1, path);
            } else if (value instanceof List<?> list) {
                list(list, depth + 1, path);
            }
        }
    }

    /** In one line where that is readable; empty where it isn't. */
    private static String inline(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> _ -> "";
            case List<?> list when list.isEmpty() -> "[]";
            case List<?> list -> words(list);
            default -> {
                String text = Lines.cut(String.valueOf(value));
                yield text.isEmpty() ? "''" : text.length() > WIDE ? text.substring(0, WIDE) + " …" : text;
            }
        };
    }

    private static String words(List<?> list) {
        if (list.stream().anyMatch(v -> v instanceof Map || v instanceof List)) {
            return "";
        }
        String all = String.join(
                ", ", list.stream().limit(ENTRIES * 2L).map(String::valueOf).toList());
        String one = Lines.cut(all);
        return one.length() > WIDE || list.size() > ENTRIES * 2 ? "" : one.isEmpty() ? "''" : one;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() || value instanceof List<?> list && list.isEmpty();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
