package io.millwright.sandbox.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One node of an OpenAPI v3 schema with Kubernetes' extensions; references are resolved on the way. Immutable. */
public final class Schema {
    /** Knows nothing and allows everything. */
    public static final Schema ANY = new Schema(Map.of("x-kubernetes-preserve-unknown-fields", true), r -> Map.of());

    private final Map<String, Object> node;
    private final Function<String, Map<String, Object>> references;

    private Schema(Map<String, Object> node, Function<String, Map<String, Object>> references) {
        this.node = node;
        this.references = references;
    }

    /** A schema whose references, if any, are looked up by that function: {@code io.k8s.api.core.v1.PodSpec}. */
    public static Schema of(Map<String, Object> node, Function<String, Map<String, Object>> references) {
        return new Schema(resolve(node, references), references);
    }

    /** A schema without references. */
    public static Schema of(Map<String, Object> node) {
        return of(node, r -> Map.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> resolve(
            Map<String, Object> node, Function<String, Map<String, Object>> references) {
        Map<String, Object> here = node;
        if (here.get("allOf") instanceof List<?> all
                && all.size() == 1
                && all.getFirst() instanceof Map<?, ?> only
                && only.containsKey("$ref")) {
            Map<String, Object> merged = new LinkedHashMap<>(resolve((Map<String, Object>) only, references));
            here.forEach((k, v) -> {
                if (!k.equals("allOf")) {
                    merged.put(k, v);
                }
            });
            return merged;
        }
        if (here.get("$ref") instanceof String ref) {
            return references.apply(ref.substring(ref.lastIndexOf('/') + 1));
        }
        return here;
    }

    /** The node itself. */
    public Map<String, Object> node() {
        return node;
    }

    public String type() {
        return node.get("type") instanceof String s ? s : "";
    }

    @SuppressWarnings("unchecked")
    private Optional<Schema> sub(@Nullable Object value) {
        return value instanceof Map<?, ?> m ? Optional.of(of((Map<String, Object>) m, references)) : Optional.empty();
    }

    public Optional<Schema> property(String name) {
        return node.get("properties") instanceof Map<?, ?> p ? sub(p.get(name)) : Optional.empty();
    }

    /** Names of the known fields. */
    public List<String> propertyNames() {
        return node.get("properties") instanceof Map<?, ?> p
                ? p.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    public Optional<Schema> items() {
        return sub(node.get("items"));
    }

    /** Schema of the values of a map with free keys. */
    public Optional<Schema> additional() {
        Object value = node.getOrDefault("additionalProperties", "");
        return Boolean.TRUE.equals(value) ? Optional.of(ANY) : sub(value);
    }

    /** Schema of what a field of that name holds: a property, or a free key's value. */
    public Optional<Schema> field(String name) {
        return property(name).or(this::additional);
    }

    public boolean preservesUnknown() {
        return flag("x-kubernetes-preserve-unknown-fields");
    }

    public boolean embedded() {
        return flag("x-kubernetes-embedded-resource");
    }

    public boolean intOrString() {
        return flag("x-kubernetes-int-or-string") || "int-or-string".equals(node.get("format"));
    }

    public boolean flag(String key) {
        return Boolean.TRUE.equals(node.get(key));
    }

    public Optional<Object> value(String key) {
        return Optional.ofNullable(node.get(key));
    }

    public String text(String key) {
        return node.get(key) instanceof String s ? s : "";
    }

    public List<Schema> all(String key) {
        return node.get(key) instanceof List<?> list
                ? list.stream().flatMap(v -> sub(v).stream()).toList()
                : List.of();
    }

    public Optional<Schema> not() {
        return sub(node.get("not"));
    }

    public List<String> texts(String key) {
        return node.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** {@code atomic}, {@code set} or {@code map}; atomic where nothing is said. */
    public String listType() {
        String type = text("x-kubernetes-list-type");
        return type.isEmpty() ? "atomic" : type;
    }

    /** Keys that identify an entry of a list of type {@code map}. */
    public List<String> listKeys() {
        return texts("x-kubernetes-list-map-keys");
    }

    /** Whether a map is owned as one value. */
    public boolean atomicMap() {
        return "atomic".equals(node.get("x-kubernetes-map-type"));
    }

    /** Whether nothing is said of the fields within: neither known fields nor free keys. */
    public boolean opaque() {
        return !node.containsKey("properties") && !node.containsKey("additionalProperties");
    }
}
