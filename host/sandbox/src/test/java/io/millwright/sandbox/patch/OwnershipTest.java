package io.millwright.sandbox.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.sandbox.schema.BuiltinSchemas;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private final Ownership ownership = new Ownership(BuiltinSchemas.get().of(Kind.SERVICE));

    private static Ownership.Manager by(String name) {
        return new Ownership.Manager(name, "", "v1", "2026-01-01T00:00:00Z");
    }

    private static Map<String, Object> service(List<Map<String, Object>> ports) {
        return Tree.copy(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "s"),
                "spec",
                Map.of("ports", ports)));
    }

    private static Map<String, Object> port(int number, String name) {
        return Map.of("port", number, "name", name);
    }

    @Test
    void twoManagersEachOwnTheirListEntry() {
        Map<String, Object> one = ownership.apply(Map.of(), service(List.of(port(80, "http"))), by("one"), false);
        Map<String, Object> both = ownership.apply(one, service(List.of(port(443, "https"))), by("two"), false);
        assertThat(new Resource(both).items("spec", "ports")).hasSize(2);
        Map<String, Object> left = ownership.apply(both, service(List.of()), by("one"), false);
        assertThat(new Resource(left).items("spec", "ports"))
                .extracting(p -> p.text("name").orElse(""))
                .containsExactly("https");
    }

    @Test
    void conflictNamesTheEntryByItsKeys() {
        Map<String, Object> one = ownership.apply(Map.of(), service(List.of(port(80, "http"))), by("one"), false);
        assertThatThrownBy(() -> ownership.apply(one, service(List.of(port(80, "web"))), by("two"), false))
                .isInstanceOfSatisfying(
                        ApiError.class,
                        e -> assertThat(e.text())
                                .isEqualTo("Apply failed with 1 conflict: conflict with \"one\":"
                                        + " .spec.ports[port=80,protocol=\"TCP\"].name"));
    }

    @Test
    void updateTakesOverWhatItChanges() {
        Map<String, Object> one = ownership.apply(Map.of(), service(List.of(port(80, "http"))), by("one"), false);
        Map<String, Object> edited = Tree.copy(one);
        Tree.over(edited).put("NodePort", "spec", "type");
        Map<String, Object> written = ownership.written(one, edited, by("editor"));
        assertThat(new Resource(written).items("metadata", "managedFields"))
                .extracting(m ->
                        m.text("manager").orElse("") + " " + m.text("operation").orElse(""))
                .containsExactly("one Apply", "editor Update");
        Map<String, Object> wanted = service(List.of(port(80, "http")));
        Tree.over(wanted).put("ClusterIP", "spec", "type");
        assertThatThrownBy(() -> ownership.apply(written, wanted, by("one"), false))
                .hasMessageContaining("conflict with \"editor\" using v1 at ");
    }
}
