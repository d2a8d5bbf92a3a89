package io.millwright.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static final Kind V1 = Kind.of("example.com", "v1", "Gadget", "gadgets");
    private static final Kind BETA = Kind.of("example.com", "v1beta1", "Gadget", "gadgets");
    private final ObjectStore store = new ObjectStore(Clock.systemUTC());

    private static Map<String, Object> version(String name, boolean storage) {
        return Map.of(
                "name",
                name,
                "served",
                true,
                "storage",
                storage,
                "schema",
                Map.of(
                        "openAPIV3Schema",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of(
                                        "spec",
                                        Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true)))));
    }

    private static Resource definition(String kind, String plural) {
        return Resource.of(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                "",
                plural + ".example.com",
                Map.of(
                        "spec",
                        Map.of(
                                "group",
                                "example.com",
                                "scope",
                                "Namespaced",
                                "names",
                                Map.of("kind", kind, "plural", plural, "shortNames", List.of("gd")),
                                "versions",
                                List.of(version("v1beta1", false), version("v1", true)))));
    }

    private static Resource gadget(String name) {
        return Resource.of(V1, "default", name, Map.of("spec", Map.of("free", Map.of("x", 1))));
    }

    @Test
    void aGroupOfKubernetesNeedsItsApproval() {
        Resource gateway = definition("Gateway", "gateways")
                .with("gateway.networking.k8s.io", "spec", "group")
                .with("gateways.gateway.networking.k8s.io", "metadata", "name");
        assertThatThrownBy(() -> store.create(Kind.CUSTOM_RESOURCE_DEFINITION, gateway))
                .hasMessageContaining("metadata.annotations[api-approved.kubernetes.io]");
        store.create(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                gateway.with(
                        "https://github.com/kubernetes-sigs/gateway-api/pull/4530",
                        "metadata",
                        "annotations",
                        "api-approved.kubernetes.io"));
    }

    @Test
    void everyServedVersionShowsTheSameObjects() {
        Resource made = store.create(Kind.CUSTOM_RESOURCE_DEFINITION, definition("Gadget", "gadgets"));
        assertThat(made.texts("status", "storedVersions")).containsExactly("v1");
        assertThat(store.kinds().all().stream()
                        .filter(KindInfo::custom)
                        .map(k -> k.kind().version()))
                .containsExactly("v1", "v1beta1");
        store.create(V1, gadget("g"));
        Resource beta = store.require(BETA, "default", "g");
        assertThat(beta.apiVersion()).isEqualTo("example.com/v1beta1");
        assertThat(beta.number("spec", "free", "x")).contains(1L);
        assertThat(store.list(V1, Selector.ALL)).hasSize(1);
    }

    @Test
    void takenNamesAreNotAccepted() {
        store.create(Kind.CUSTOM_RESOURCE_DEFINITION, definition("Gadget", "gadgets"));
        Resource second = store.create(Kind.CUSTOM_RESOURCE_DEFINITION, definition("Gadget", "gizmos"));
        assertThat(second.condition("NamesAccepted").flatMap(c -> c.text("status")))
                .contains("False");
        assertThat(store.kinds().resource("example.com/v1", "gizmos")).isEmpty();
    }

    @Test
    void wrongNameIsRefused() {
        assertThatThrownBy(() -> store.create(
                        Kind.CUSTOM_RESOURCE_DEFINITION,
                        definition("Gadget", "gadgets").with("wrong.example.com", "metadata", "name")))
                .hasMessageContaining("must be spec.names.plural+\".\"+spec.group");
    }

    @Test
    void deletingTheDefinitionDeletesItsObjectsAndWaitsForTheirFinalizers() {
        store.create(Kind.CUSTOM_RESOURCE_DEFINITION, definition("Gadget", "gadgets"));
        store.create(V1, gadget("plain"));
        store.create(V1, gadget("held").with(List.of("example.com/hold"), "metadata", "finalizers"));
        Resource left = store.delete(Kind.CUSTOM_RESOURCE_DEFINITION, "", "gadgets.example.com", DeleteOptions.DEFAULT)
                .orElseThrow();
        assertThat(left.condition("Terminating")).isPresent();
        assertThat(store.list(V1, Selector.ALL)).extracting(Resource::name).containsExactly("held");
        Resource held = store.require(V1, "default", "held");
        store.update(V1, held.without("metadata", "finalizers"));
        assertThat(store.get(Kind.CUSTOM_RESOURCE_DEFINITION, "", "gadgets.example.com"))
                .isEmpty();
        assertThatThrownBy(() -> store.list(V1, Selector.ALL))
                .hasMessage("the server could not find the requested resource");
    }
}
