package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A way of the user's own from an object to others: to those that labels or fields select, or to those whose names it has somewhere.
 *
 * @param name what it is called in the settings and in the menu
 * @param key the name of its key
 * @param from words for the kinds that it begins at
 * @param to a word for the kind that it leads to
 * @param labels a label selector; empty for none
 * @param fields a field selector; empty for none
 * @param object the names of the objects that it leads to; empty where it leads to what is selected
 * @param namespace where they are, {@code all} for everywhere; empty for the namespace of the object that it begins at
 */
public record UserJump(
        String name,
        String key,
        List<String> from,
        String to,
        PathTemplate labels,
        PathTemplate fields,
        PathTemplate object,
        PathTemplate namespace) {
    static final Set<String> JUMP = Set.of("key", "from", "to", "labels", "fields", "object", "namespace");

    /** The key of those for which none is set. */
    public static final String KEY = "M";

    public UserJump {
        from = List.copyOf(from);
    }

    /** The paths that an object can't be asked for: those with no value, or with more than one where one is needed; empty when it can be followed. */
    public List<String> unfit(Object tree) {
        List<String> unfit = new ArrayList<>();
        for (PathTemplate template : List.of(labels, fields, namespace)) {
            template.unfit(tree).ifPresent(path -> unfit.add(path.toString()));
        }
        if (!object.isEmpty() && object.each(tree).isEmpty()) {
            unfit.add(object.toString());
        }
        return unfit;
    }

    /** Where it leads: a namespace, empty for all. */
    public String namespace(Object tree, String own) {
        String filled = namespace.filled(tree).strip();
        return filled.isEmpty() ? own : filled.equals("all") ? "" : filled;
    }

    /**
     * Those of a map of the settings, in its order; one that can't be followed is left out.
     *
     * @param wrong is told where something is wrong, and what
     */
    static Map<String, UserJump> read(JsonNode section, BiConsumer<String, String> wrong) {
        Map<String, UserJump> jumps = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : section.properties()) {
            String at = Places.at("/jumps", field.getKey());
            try {
                jumps.put(field.getKey(), one(field.getKey(), field.getValue()));
            } catch (IllegalArgumentException e) {
                wrong.accept(at, "'" + field.getKey() + "' of 'jumps' can't be followed: " + e.getMessage());
            }
        }
        return jumps;
    }

    private static UserJump one(String name, JsonNode jump) {
        for (Map.Entry<String, JsonNode> field : jump.properties()) {
            if (!JUMP.contains(field.getKey())) {
                throw new IllegalArgumentException("there is no '" + field.getKey() + "'; there are "
                        + String.join(", ", JUMP.stream().sorted().toList()));
            }
        }
        List<String> from = new ArrayList<>();
        if (jump.path("from").isTextual()) {
            from.add(jump.path("from").asText());
        }
        jump.path("from").forEach(kind -> from.add(kind.asText()));
        return new UserJump(
                name,
                jump.path("key").asText(KEY),
                from,
                jump.path("to").asText(""),
                PathTemplate.parse(jump.path("labels").asText("")),
                PathTemplate.parse(jump.path("fields").asText("")),
                PathTemplate.parse(jump.path("object").asText("")),
                PathTemplate.parse(jump.path("namespace").asText("")));
    }

    /** What it lacks to lead anywhere. */
    public Optional<String> fault() {
        if (from.stream().allMatch(String::isBlank) || to.isBlank()) {
            return Optional.of("'from' names the kinds that it begins at, 'to' the one that it leads to");
        }
        boolean selects = !labels.isEmpty() || !fields.isEmpty();
        return selects == !object.isEmpty()
                ? Optional.of(
                        "it needs 'labels' or 'fields', which select the objects, or else 'object', which names them")
                : Optional.empty();
    }
}
