package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
    private static final Kind KETTLE = Kind.of("kitchen.example.org", "v1", "Kettle", "kettles");

    @TempDir
    Path folder;

    private List<String> problems(Map<String, Object> spec) throws IOException {
        Files.writeString(folder.resolve("kettle.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: kettles.kitchen.example.org}
                spec:
                  group: kitchen.example.org
                  names: {kind: Kettle, plural: kettles}
                  scope: Namespaced
                  versions:
                  - name: v1
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          apiVersion: {type: string}
                          kind: {type: string}
                          metadata: {type: object}
                          spec:
                            type: object
                            properties:
                              litres: {type: integer}
                              anything:
                                type: object
                                x-kubernetes-preserve-unknown-fields: true
                                properties:
                                  known: {type: integer}
                """);
        return Schema.problems(Resource.of(KETTLE, "home", "red", Map.of("spec", spec)), folder);
    }

    @Test
    void aFieldThatNobodyKnowsIsAProblem() throws IOException {
        assertThat(problems(Map.of("liters", 2L))).containsExactly("/spec/liters is not a field");
    }

    @Test
    void whereUnknownFieldsArePreservedOnlyKnownOnesAreLookedAt() throws IOException {
        assertThat(problems(Map.of("anything", Map.of("free", "text", "known", 1L))))
                .isEmpty();
        assertThat(problems(Map.of("anything", Map.of("known", "text")))).hasSize(1);
    }
}
