package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who owns which fields of an object ({@code metadata.managedFields}), and server-side apply. */
public final class Ownership {
    /**
     * Who writes.
     *
     * @param name field manager
     * @param subresource {@code status}, or empty
     * @param apiVersion the version that the request is of
     * @param now RFC 3339
     */
    public record Manager(String name, String subresource, String apiVersion, String now) {}

    /** One entry of managedFields. */
    private record Entry(
            String manager, String operation, String subresource, String apiVersion, String time, FieldSet fields) {
        boolean is(Manager who, String how) {
            return manager.equals(who.name()) && operation.equals(how) && subresource.equals(who.subresource());
        }

        Entry with(FieldSet other) {
            return new Entry(manager, operation, subresource, apiVersion, time, other);
        }

        Map<String, Object> write() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("manager", manager);
            map.put("operation", operation);
            map.put("apiVersion", apiVersion);
            map.put("time", time);
            map.put("fieldsType", "FieldsV1");
            map.put("fieldsV1", fields.write());
            if (!subresource.isEmpty()) {
                map.put("subresource", subresource);
            }
            return map;
        }
    }

    private final Schema schema;

    public Ownership(Schema schema) {
        this.schema = schema;
    }

    /** The new object with managedFields after a create, an update or a patch: what the writer changed is its own now. */
    public Map<String, Object> written(Map<String, Object> before, Map<String, Object> after, Manager who) {
        List<Entry> entries = entries(after.containsKey("metadata") && explicit(after) ? after : before);
        FieldSet now = FieldSet.of(schema, after);
        Set<List<String>> changed = new LinkedHashSet<>();
        for (List<String> path : now.paths()) {
            if (!FieldSet.value(before, path).equals(FieldSet.value(after, path))) {
                changed.add(path);
            }
        }
        List<Entry> result = new ArrayList<>();
        FieldSet own = FieldSet.empty();
        String time = who.now();
        for (Entry e : entries) {
            FieldSet kept = FieldSet.empty();
            e.fields().paths().stream()
                    .filter(p -> FieldSet.value(after, p).isPresent() && !changed.contains(p))
                    .forEach(kept.paths()::add);
            if (e.is(who, "Update")) {
                own.paths().addAll(kept.paths());
                time = changed.isEmpty() ? e.time() : who.now();
            } else if (!kept.paths().isEmpty()) {
                result.add(e.with(kept));
            }
        }
        own.paths().addAll(changed);
        if (!own.paths().isEmpty()) {
            result.add(new Entry(who.name(), "Update", who.subresource(), who.apiVersion(), time, own));
        }
        return withEntries(after, result);
    }

    /** A client may clear the list ({@code [{}]}), or write it itself as {@code kubectl} does when it migrates. */
    private static boolean explicit(Map<String, Object> after) {
        return Tree.over(after).has("metadata", "managedFields");
    }

    /**
     * Server-side apply.
     *
     * @param live the present object, empty when there is none
     * @param force take over fields of others instead of refusing
     * @throws ApiError 409 with one cause for each field that somebody else owns with another value
     */
    public Map<String, Object> apply(
            Map<String, Object> live, Map<String, Object> applied, Manager who, boolean force) {
        List<Entry> entries = entries(live);
        Map<String, Object> config = Tree.copy(applied);
        Tree.over(config).remove("metadata", "managedFields");
        FieldSet wanted = FieldSet.of(schema, config);
        Map<Entry, Set<List<String>>> conflicts = new LinkedHashMap<>();
        for (Entry e : entries) {
            if (e.is(who, "Apply")) {
                continue;
            }
            for (List<String> path : wanted.paths()) {
                if (e.fields().contains(path) && !FieldSet.value(live, path).equals(FieldSet.value(config, path))) {
                    conflicts.computeIfAbsent(e, x -> new LinkedHashSet<>()).add(path);
                }
            }
        }
        if (!conflicts.isEmpty() && !force) {
            throw conflict(conflicts);
        }
        Map<String, Object> result = ApplyMerge.object(schema, live, config);
        List<Entry> others = new ArrayList<>();
        FieldSet previous = FieldSet.empty();
        String time = who.now();
        for (Entry e : entries) {
            if (e.is(who, "Apply")) {
                previous = e.fields();
                time = previous.paths().equals(wanted.paths()) && result.equals(Tree.copy(live)) ? e.time() : who.now();
            } else {
                FieldSet rest = e.fields().without(conflicts.getOrDefault(e, Set.of()));
                if (!rest.paths().isEmpty()) {
                    others.add(e.with(rest));
                }
            }
        }
        for (List<String> path : previous.without(wanted.paths()).paths()) {
            if (others.stream().noneMatch(o -> o.fields().contains(path)) && !aboveOwned(path, wanted, others)) {
                FieldSet.remove(result, path);
            }
        }
        others.add(new Entry(who.name(), "Apply", who.subresource(), who.apiVersion(), time, wanted));
        return withEntries(result, others);
    }

    /** A list entry stays while somebody owns a field in it. */
    private static boolean aboveOwned(List<String> path, FieldSet wanted, List<Entry> others) {
        return java.util.stream.Stream.concat(
                        wanted.paths().stream(), others.stream().flatMap(o -> o.fields().paths().stream()))
                .anyMatch(
                        p -> p.size() > path.size() && p.subList(0, path.size()).equals(path));
    }

    private static ApiError conflict(Map<Entry, Set<List<String>>> conflicts) {
        List<Object> causes = new ArrayList<>();
        Map<String, List<String>> byManager = new TreeMap<>();
        conflicts.forEach((e, paths) -> {
            String whose = "\"" + e.manager() + "\""
                    + (e.subresource().isEmpty() ? "" : " with subresource \"" + e.subresource() + "\"")
                    + (e.operation().equals("Update") ? " using " + e.apiVersion() + " at " + e.time() : "");
            for (List<String> path : paths) {
                causes.add(ApiError.cause("FieldManagerConflict", "conflict with " + whose, FieldSet.display(path)));
                byManager.computeIfAbsent(whose, w -> new ArrayList<>()).add(FieldSet.display(path));
            }
        });
        StringBuilder words = new StringBuilder();
        byManager.forEach((whose, fields) -> {
            words.append(words.isEmpty() ? "" : "\n");
            if (fields.size() == 1) {
                words.append("conflict with ").append(whose).append(": ").append(fields.getFirst());
            } else {
                words.append("conflicts with ").append(whose).append(":");
                fields.forEach(f -> words.append("\n- ").append(f));
            }
        });
        String many = causes.size() == 1 ? "1 conflict: " : causes.size() + " conflicts: ";
        return new ApiError(409, "Conflict", "Apply failed with " + many + words, Map.of("causes", causes));
    }

    private static List<Entry> entries(Map<String, Object> object) {
        List<Entry> entries = new ArrayList<>();
        for (Tree e : Tree.over(object).items("metadata", "managedFields")) {
            e.child("fieldsV1")
                    .ifPresent(fields -> entries.add(new Entry(
                            e.text("manager"),
                            e.text("operation"),
                            e.text("subresource"),
                            e.text("apiVersion"),
                            e.text("time"),
                            FieldSet.read(fields.root()))));
        }
        return entries;
    }

    private static Map<String, Object> withEntries(Map<String, Object> object, List<Entry> entries) {
        Map<String, Object> result = Tree.copy(object);
        Tree.over(result).put(entries.stream().map(Entry::write).toList(), "metadata", "managedFields");
        return result;
    }
}
