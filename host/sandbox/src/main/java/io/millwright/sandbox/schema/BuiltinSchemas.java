package io.millwright.sandbox.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millwright.spi.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The schemas of the built-in kinds, as Kubernetes 1.37.2 publishes them (Apache License 2.0; {@code kubernetes-1.37.json.gz} holds the
 * {@code components.schemas} of its OpenAPI v3 documents). Read when first asked for; immutable; thread-safe.
 */
public final class BuiltinSchemas {
    private static final String RESOURCE = "kubernetes-1.37.json.gz";

    private final Map<String, Map<String, Object>> components;
    private final Map<String, String> byKind = new HashMap<>();

    private BuiltinSchemas(Map<String, Map<String, Object>> components) {
        this.components = components;
        components.forEach((name, node) -> {
            if (node.get("x-kubernetes-group-version-kind") instanceof List<?> kinds
                    && !kinds.isEmpty()
                    && kinds.getFirst() instanceof Map<?, ?> k) {
                byKind.put(k.get("group") + "/" + k.get("version") + "/" + k.get("kind"), name);
            }
        });
    }

    private static final class Holder {
        private static final BuiltinSchemas ONLY = read();

        private static BuiltinSchemas read() {
            try (InputStream in = BuiltinSchemas.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is missing from this build");
                }
                return new BuiltinSchemas(
                        new ObjectMapper().readValue(new GZIPInputStream(in), new TypeReference<>() {}));
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + " can't be read", e);
            }
        }
    }

    /** The schemas; the first call reads them, which takes about a tenth of a second. */
    public static BuiltinSchemas get() {
        return Holder.ONLY;
    }

    /** All schemas by name, {@code io.k8s.api.core.v1.Pod}, as OpenAPI components. */
    public Map<String, Map<String, Object>> components() {
        return components;
    }

    /** The component's name of a kind. */
    public Optional<String> name(Kind kind) {
        return Optional.ofNullable(byKind.get(kind.group() + "/" + kind.version() + "/" + kind.kind()));
    }

    /** The kind's schema. */
    public Schema of(Kind kind) {
        return name(kind).map(this::component).orElse(Schema.ANY);
    }

    /** The schema of that component. */
    public Schema component(String name) {
        return Schema.of(components.getOrDefault(name, Map.of()), n -> components.getOrDefault(n, Map.of()));
    }

    /** The schema of {@code metadata}. */
    public Schema metadata() {
        return component("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
    }
}
