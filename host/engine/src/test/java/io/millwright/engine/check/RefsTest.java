package io.millwright.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefsTest {
    @ParameterizedTest
    @CsvSource({
        "Gateway,gateways",
        "NetworkPolicy,networkpolicies",
        "Ingress,ingresses",
        "Endpoints,endpoints",
        "Cluster,clusters",
        "Prefix,prefixes"
    })
    void pluralsFollowEnglish(String kind, String plural) {
        assertThat(Refs.kind(new Resource(Map.of("apiVersion", "g/v1", "kind", kind)))
                        .plural())
                .isEqualTo(plural);
    }

    @Test
    void aDefinitionBesideAManifestTellsItsPluralAndScope() {
        Resource definition = Resource.of(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                "",
                "meese.zoo.example",
                Map.of(
                        "spec",
                        Map.of(
                                "group",
                                "zoo.example",
                                "scope",
                                "Cluster",
                                "names",
                                Map.of("kind", "Moose", "plural", "meese"))));
        Resource moose = new Resource(
                Map.of("apiVersion", "zoo.example/v1", "kind", "Moose", "metadata", Map.of("name", "hans")));
        assertThat(Refs.of(moose, List.of(definition, moose)).kind().plural()).isEqualTo("meese");
        assertThat(Refs.of(moose, List.of(definition, moose)).namespace()).isEmpty();
        assertThat(Refs.of(moose).namespace()).isEqualTo("default");
    }
}
