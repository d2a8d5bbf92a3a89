package io.millwright.engine.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as kubectl's custom columns have them. */
class FieldPathTest {
    private static final Map<String, Object> POD = Map.of(
            "metadata",
            Map.of(
                    "name",
                    "web",
                    "labels",
                    Map.of("app.kubernetes.io/name", "shop", "tier", "front"),
                    "annotations",
                    Map.of("it's", "quoted")),
            "spec",
            Map.of(
                    "replicas",
                    3,
                    "containers",
                    List.of(
                            Map.of("name", "app", "image", "shop:1", "ports", List.of(80, 443)),
                            Map.of("name", "side", "image", "proxy:2"))),
            "status",
            Map.of(
                    "conditions",
                    List.of(
                            Map.of("type", "Ready", "status", "True", "reason", "a (b) ]"),
                            Map.of("type", "Disk|Full", "status", "False"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                ".metadata.name ~ web",
                "metadata.name ~ web",
                "{.metadata.name} ~ web",
                "$.metadata.name ~ web",
                ".metadata.labels['app.kubernetes.io/name'] ~ shop",
                ".metadata.labels[\"tier\"] ~ front",
                ".metadata.labels.app\\.kubernetes\\.io/name ~ shop",
                ".metadata.annotations['it\\'s'] ~ quoted",
                ".spec.replicas ~ 3",
                ".spec.containers[0].image ~ shop:1",
                ".spec.containers[-1].image ~ proxy:2",
                ".spec.containers[7].image ~ <none>",
                ".spec.containers[*].image ~ shop:1,proxy:2",
                ".spec.containers[*].ports[*] ~ 80,443",
                ".spec.containers[0:1].name ~ app",
                ".spec.containers[1:].name ~ side",
                ".spec.containers[0].ports ~ [80 443]",
                ".spec.containers[?(@.name==\"side\")].image ~ proxy:2",
                ".spec.containers[?(@.name!='side')].image ~ shop:1",
                ".spec.containers[?(@.ports)].name ~ app",
                ".spec.containers[0].ports[?(@>100)] ~ 443",
                ".status.conditions[?(@.type==\"Disk|Full\")].status ~ False",
                ".status.conditions[?(@.reason==\"a (b) ]\")].type ~ Ready",
                "..image ~ shop:1,proxy:2",
                ".metadata.labels.none ~ <none>",
                ".spec.replicas.deeper ~ <none>",
            })
    void selectsWhatKubectlWouldSelect(String path, String cell) {
        assertThat(FieldPath.parse(path).cell(POD, 100)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                ".spec.containers[0].image|split(\":\") ~ jq",
                ".spec.containers[0 ~ ']' is missing",
                ".spec.containers[x] ~ [x] is none of a number",
                ".spec.containers[0:4:2] ~ [0:4:2]",
                ".metadata..  ~ a name is missing",
                ".status.conditions[?(type==\"Ready\")] ~ must begin with @",
                ".status.conditions[?(@.type=>\"R\")] ~ no comparison '=>'",
                ".status.conditions[?(@.type==\"Ready\"] ~ ')' is missing",
                ".metadata.labels['app ~ is missing",
                "{range .items[*]}{.metadata.name}{end} ~ is no part of a path",
            })
    void whatIsNoPathIsRefusedWithTheReason(String path, String why) {
        assertThatThrownBy(() -> FieldPath.parse(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "{}", "  "})
    void anEmptyPathIsNone(String path) {
        assertThatThrownBy(() -> FieldPath.parse(path)).hasMessageContaining("empty");
    }

    @Test
    void onlyTheFieldsThatItBeginsWithAreNeeded() {
        assertThat(FieldPath.parse(".spec.containers[*].image").fields()).containsExactly("spec", "containers");
        assertThat(FieldPath.parse(".metadata.labels['a.b/c']").fields())
                .containsExactly("metadata", "labels", "a.b/c");
        assertThat(FieldPath.parse("..image").fields()).isEmpty();
    }

    @Test
    void aLongTextIsCutWhereNobodyWouldSeeItsEnd() {
        assertThat(FieldPath.parse(".a").cell(Map.of("a", "x".repeat(5000)), 10))
                .isEqualTo("xxxxxxxxx…");
    }
}
