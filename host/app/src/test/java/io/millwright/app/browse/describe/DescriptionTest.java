package io.millwright.app.browse.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.Golden;
import io.millwright.kit.Yaml;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of objects of each kind, against texts that were looked at. */
class DescriptionTest {
    private static final Kind MILL = Kind.of("example.org", "v1", "Mill", "mills");

    static List<String> files() {
        return List.of("pod", "workloads", "network", "policies", "cluster", "storage", "rights", "data", "others");
    }

    private static List<Resource> objects(String file) {
        return Yaml.resources(DescriptionTest.class, file + ".yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachKindIsToldAsSomebodyWhoKnowsItAsks(String file) {
        Golden.matches(
                "describe/" + file + ".txt",
                objects(file).stream().map(o -> Described.of(o).text()).collect(Collectors.joining("\n")));
    }

    @Test
    void noValueOfASecretIsTold() {
        Stream<String> all =
                files().stream().flatMap(f -> objects(f).stream()).flatMap(o -> Described.of(o).plain().stream());
        assertThat(all).noneMatch(l -> l.contains("hunter2") || l.contains("aHVudGVyMg") || l.contains("alice="));
    }

    @Test
    void ofASecretTheKeysAreToldWithTheirSizes() {
        Described secret = Described.of(objects("data").getLast());
        assertThat(secret.plain())
                .anyMatch(l -> l.matches(" +user +5 bytes"))
                .anyMatch(l -> l.matches(" +password +7 bytes"))
                .anyMatch(l -> l.matches(" +empty +0 bytes"));
    }

    @Test
    void whatIsTooLongIsCutAndItIsSaidWhatWasLeftOut() {
        Map<String, Object> spec = new LinkedHashMap<>();
        IntStream.range(0, 200).forEach(i -> spec.put("field" + i, Map.of("value", i)));
        Described mill = Described.of(Resource.of(
                MILL,
                "db",
                "big",
                Map.of("spec", spec, "status", Map.of("phase", "Turning", "log", "x".repeat(5000)))));
        assertThat(mill.lines()).hasSizeLessThan(80);
        assertThat(mill.plain())
                .anyMatch(l ->
                        l.startsWith("  … left out, all in the YAML: ") && l.contains("field2") && l.contains(" more"))
                .contains("  phase: Turning")
                .allMatch(l -> l.length() < 300);
    }

    @Test
    void aListThatNeverEndsIsCut() {
        List<Map<String, Object>> rules = IntStream.range(0, 1000)
                .mapToObj(i -> Map.<String, Object>of("resources", List.of("r" + i), "verbs", List.of("get")))
                .toList();
        Kind role = Kind.of("rbac.authorization.k8s.io", "v1", "Role", "roles");
        Described told = Described.of(Resource.of(role, "db", "many", Map.of("rules", rules)));
        assertThat(told.lines()).hasSizeLessThan(120);
        assertThat(told.plain()).contains("  … 900 more");
    }
}
