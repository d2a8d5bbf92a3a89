package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates as kubectl has them, of one object and of a list that is written object by object. */
class JsonPathTemplateTest {
    private static final Map<String, Object> WEB = pod("web", "10.0.0.1", "nginx:1", "sidecar:2");
    private static final Map<String, Object> DB = pod("db", "10.0.0.2", "postgres:18");

    private static Map<String, Object> pod(String name, String ip, String... images) {
        return Map.of(
                "metadata",
                Map.of("name", name, "labels", Map.of("app.kubernetes.io/name", name)),
                "spec",
                Map.of(
                        "containers",
                        List.of(images).stream()
                                .map(i -> Map.of("image", i, "name", i.substring(0, i.indexOf(':'))))
                                .toList()),
                "status",
                Map.of("podIP", ip, "replicas", 2));
    }

    private static String one(String template) {
        return JsonPathTemplate.parse(template).of(WEB);
    }

    private static String listed(String template) {
        JsonPathTemplate parsed = JsonPathTemplate.parse(template);
        parsed.fitsLists();
        return parsed.joined(List.of(parsed.parts(WEB), parsed.parts(DB)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {.metadata.name}                                             | web
            {$.metadata.name}                                            | web
            .metadata.name                                               | web
            {.status.podIP}:{.status.replicas}                           | 10.0.0.1:2
            {.spec.containers[*].image}                                  | nginx:1 sidecar:2
            {.spec.containers[0].image}                                  | nginx:1
            {.spec.containers[-1:].image}                                | sidecar:2
            {.spec.containers[?(@.name=="nginx")].image}                 | nginx:1
            {.metadata.labels.app\\.kubernetes\\.io/name}                | web
            {.metadata.labels}                                           | {"app.kubernetes.io/name":"web"}
            {range .spec.containers[*]}[{.name}]{end}                    | [nginx][sidecar]
            {.metadata.name}{"\\t"}{'x'}                                 | web\tx
            a{.nothing}b                                                 | ab
            """)
    void ofOneObject(String template, String text) {
        assertThat(one(template.replace("\\\\", "\\"))).isEqualTo(text.replace("\\t", "\t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {.items[*].metadata.name}                                    | web db
            {.items[1].metadata.name}                                    | db
            {.items[5].metadata.name}x                                   | x
            {.items[*].metadata.name},{.items[*].status.podIP}           | web db,10.0.0.1 10.0.0.2
            {.items[?(@.status.podIP=="10.0.0.2")].metadata.name}        | db
            {..image}                                                    | nginx:1 sidecar:2 postgres:18
            {range .items[*]}{.metadata.name}:{range .spec.containers[*]}{.image},{end};{end} | web:nginx:1,sidecar:2,;db:postgres:18,;
            {range .items[*]}{@.metadata.name} {end}.                    | web db .
            """)
    void ofSeveralObjects(String template, String text) {
        assertThat(listed(template)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{.items[-1].metadata.name}",
                "{.items[0:2].metadata.name}",
                "{.items}",
                "{.metadata.name}",
                "{@}",
                "{range .items[*]}{$.kind}{end}",
                "{range .items[*]}{.a}",
                "{end}",
                "{.a",
                "{\"a}",
                "{.items[*]['a','b']}",
                "{.items[?(@.a==@.b)].c}",
                "{.items[?(@.a==1 && @.b==2)].c}"
            })
    void whatCanNotBeFollowedIsNamed(String template) {
        assertThatThrownBy(() -> listed(template))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().on()).startsWith("-o jsonpath="));
    }

    @Test
    void aTextOfAClusterDrivesNoTerminal() {
        assertThat(JsonPathTemplate.parse("{.a}").of(Map.of("a", "x\u001b[2J\u202ey\n\tz")))
                .isEqualTo("x\uFFFD[2J\uFFFDy\n\tz");
    }
}
