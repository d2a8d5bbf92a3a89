package io.millwright.sandbox.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.schema.BuiltinSchemas;
import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategicMergeTest {
    private final Schema pod = BuiltinSchemas.get().of(Kind.POD);

    private static Map<String, Object> container(String name, String image) {
        return Map.of("name", name, "image", image);
    }

    private Resource patch(Map<String, ?> spec, Map<String, ?> patch) {
        return new Resource(
                StrategicMerge.apply(pod, Tree.copy(Map.of("spec", spec)), Tree.copy(Map.of("spec", patch))));
    }

    @Test
    void entriesMergeByTheirKeyAndOthersStay() {
        Resource result = patch(
                Map.of("containers", List.of(container("a", "x:1"), container("b", "y:1"))),
                Map.of("containers", List.of(container("b", "y:2"), container("c", "z:1"))));
        assertThat(result.items("spec", "containers"))
                .extracting(c -> c.text("image").orElse(""))
                .containsExactly("x:1", "y:2", "z:1");
    }

    @Test
    void deleteDirectiveRemovesAnEntry() {
        Resource result = patch(
                Map.of("containers", List.of(container("a", "x"), container("b", "y"))),
                Map.of("containers", List.of(Map.of("name", "a", "$patch", "delete"))));
        assertThat(result.items("spec", "containers"))
                .extracting(c -> c.text("name").orElse(""))
                .containsExactly("b");
    }

    @Test
    void replaceDirectiveReplacesTheList() {
        Resource result = patch(
                Map.of("containers", List.of(container("a", "x"), container("b", "y"))),
                Map.of("containers", List.of(container("c", "z"), Map.of("$patch", "replace"))));
        assertThat(result.items("spec", "containers"))
                .extracting(c -> c.text("name").orElse(""))
                .containsExactly("c");
    }

    @Test
    void orderDirectiveOrders() {
        Resource result = patch(
                Map.of("containers", List.of(container("a", "x"), container("b", "y"))),
                Map.of("$setElementOrder/containers", List.of(Map.of("name", "b"), Map.of("name", "a"))));
        assertThat(result.items("spec", "containers"))
                .extracting(c -> c.text("name").orElse(""))
                .containsExactly("b", "a");
    }

    @Test
    void listWithoutMergeKeyIsReplaced() {
        Resource result = patch(
                Map.of("tolerations", List.of(Map.of("key", "a"))), Map.of("tolerations", List.of(Map.of("key", "b"))));
        assertThat(result.items("spec", "tolerations"))
                .extracting(t -> t.text("key").orElse(""))
                .containsExactly("b");
    }

    @Test
    void retainKeysDropsTheOldSourceOfAVolume() {
        Resource result = patch(
                Map.of("volumes", List.of(Map.of("name", "v", "emptyDir", Map.of("medium", "Memory")))),
                Map.of(
                        "volumes",
                        List.of(Map.of(
                                "name",
                                "v",
                                "$retainKeys",
                                List.of("name", "secret"),
                                "secret",
                                Map.of("secretName", "s")))));
        Resource volume = result.items("spec", "volumes").getFirst();
        assertThat(volume.at("emptyDir")).isEmpty();
        assertThat(volume.text("secret", "secretName")).contains("s");
    }
}
