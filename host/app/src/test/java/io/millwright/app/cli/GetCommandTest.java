package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.Rig;
import io.millwright.app.testing.TwoClusters;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code get} and {@code describe} find, where they look, and how they say so: configuration in three namespaces of two clusters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetCommandTest {
    private Optional<TwoClusters> opened = Optional.empty();

    @BeforeAll
    void fill(@TempDir Path made) throws IOException {
        opened = Optional.of(new TwoClusters(made));
        for (String namespace : List.of("a", "b")) {
            create("eu-1", Resource.of(Kind.NAMESPACE, "", namespace, Map.of()));
        }
        create("eu-1", config("default", "here", "2", "front"));
        create("eu-1", config("default", "there", "10", "back"));
        create("eu-1", config("a", "twin", "1", "front"));
        create("eu-1", config("b", "twin", "3", "back"));
        create("us-1", config("default", "far", "4", "front"));
        create(
                "eu-1",
                Resource.of(Kind.SECRET, "default", "login", Map.of("stringData", Map.of("password", "hunter2"))));
    }

    private static Resource config(String namespace, String name, String size, String tier) {
        return Resource.of(Kind.CONFIG_MAP, namespace, name, Map.of("data", Map.of("size", size)))
                .with(Map.of("tier", tier, "app", "web"), "metadata", "labels");
    }

    private void create(String context, Resource object) {
        opened.orElseThrow().create(context, object);
    }

    @AfterAll
    void close() {
        opened.ifPresent(TwoClusters::close);
    }

    private Rig.Said all(String... words) {
        return opened.orElseThrow().run(words);
    }

    /** In the one cluster. */
    private Rig.Said run(String... words) {
        return all(
                Stream.concat(Stream.of(words), Stream.of("--context", "eu-1")).toArray(String[]::new));
    }

    private static List<String> names(Rig.Said said) {
        return said.out().lines().toList();
    }

    @Test
    void aNameThatIsNowhereIsNotFound() {
        for (String form : List.of("table", "yaml", "json", "name")) {
            Rig.Said said = run("get", "cm", "nope", "-o", form);
            assertThat(said.code()).as(form).isEqualTo(ExitCode.FAILED);
            assertThat(said.err()).contains("NotFound", "nope", "eu-1", "default");
            assertThat(said.out()).as(form).isEmpty();
        }
    }

    @Test
    void ofSeveralNamesThoseThatAreThereArePrintedAndTheOthersNamed() {
        Rig.Said said = run("get", "cm", "there", "nope", "here", "-o", "name");
        assertThat(names(said)).containsExactly("configmap/there", "configmap/here");
        assertThat(said.err()).contains("nope").doesNotContain("configmap here");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void inOneOfSeveralClustersIsFoundAndInNoneIsNot() {
        Rig.Said far = all("get", "cm", "far", "--all-contexts");
        assertThat(far.code()).as(far.err()).isEqualTo(ExitCode.DONE);
        assertThat(far.out().lines().skip(1)).hasSize(1).allMatch(l -> l.startsWith("us-1"));
        Rig.Said yaml = all("get", "cm", "far", "--all-contexts", "-o", "yaml");
        assertThat(yaml.code()).as(yaml.err()).isEqualTo(ExitCode.DONE);
        assertThat(yaml.out()).contains("context: us-1", "name: far");
        Rig.Said none = all("get", "cm", "nope", "--all-contexts");
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).containsOnlyOnce("NotFound").contains("eu-1", "us-1");
    }

    @Test
    void aNameIsLookedForWhereKubectlLooksWhateverTheForm() {
        for (String form : List.of("name", "json")) {
            assertThat(run("get", "cm", "twin", "-o", form).code())
                    .as("the context's own namespace has none")
                    .isEqualTo(ExitCode.FAILED);
            assertThat(run("get", "cm", "twin", "-n", "a", "-o", form).code()).isEqualTo(ExitCode.DONE);
        }
        assertThat(names(run("get", "cm", "twin", "-A", "-o", "name"))).hasSize(2);
        assertThat(run("get", "cm", "twin", "-A", "-o", "yaml").out()).contains("namespace: a", "namespace: b");
        assertThat(names(run("get", "cm", "twin", "-n", "a,b", "-o", "name"))).hasSize(2);
        assertThat(run("get", "cm", "twin", "-n", "a,b,default", "-o", "yaml").out())
                .contains("namespace: a", "namespace: b");
        assertThat(run("get", "ns", "a", "-n", "b", "-o", "yaml").out()).contains("kind: Namespace");
    }

    @Test
    void aListIsOfAllNamespacesAsTheReferenceSaysWhateverTheForm() {
        assertThat(run("get", "cm", "-l", "app=web", "-o", "name").out().lines())
                .hasSize(4);
        assertThat(run("get", "cm", "-l", "app=web", "-o", "json").out()).contains("\"namespace\": \"b\"");
        assertThat(run("get", "cm", "-l", "app=web", "-n", "a,b", "-o", "yaml").out())
                .contains("namespace: a", "namespace: b")
                .doesNotContain("namespace: default");
    }

    @Test
    void anObjectIsPrintedAsTheClusterHasIt() {
        Rig.Said one = run("get", "cm/here", "-o", "json");
        assertThat(one.code()).as(one.err()).isEqualTo(ExitCode.DONE);
        assertThat(one.out())
                .startsWith("{\n")
                .contains("\n  \"kind\": \"ConfigMap\"", "\n  \"data\": {\n    \"size\": \"2\"")
                .doesNotContain("schema", "managedFields", "items");
        assertThat(run("get", "cm", "here", "-o", "yaml").out()).contains("\nkind: ConfigMap\n", "\n  size: \"2\"\n");
        assertThat(run("get", "secret", "login", "-o", "yaml").out())
                .contains("redacted")
                .doesNotContain("hunter2", "aHVudGVyMg");
    }

    @Test
    void severalObjectsAreAListOfThemAsTheClusterHasThem() {
        String json = run("get", "cm,secret", "-n", "default", "-o", "json").out();
        assertThat(json)
                .startsWith(
                        "{\n  \"schema\": \"millwright/v1/List\",\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n")
                .contains("\n      \"kind\": \"ConfigMap\"", "\n      \"kind\": \"Secret\"")
                .endsWith("\n  ]\n}\n")
                .doesNotContain("\"context\"", "columns", "hunter2", "aHVudGVyMg");
        assertThat(run("get", "cm", "-n", "nowhere", "-o", "json").out()).contains("\"items\": []");
        assertThat(run("get", "cm", "-n", "nowhere", "-o", "yaml").out()).contains("items: []");
        assertThat(run("get", "cm", "-n", "a", "-o", "yaml").out())
                .contains("kind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  ");
    }

    @Test
    void ofSeveralClustersEachObjectSaysWhichItIsFrom() {
        assertThat(all("get", "cm", "-l", "app=web", "--all-contexts", "-o", "json")
                        .out()
                        .lines()
                        .filter(l -> l.startsWith("      \"context\""))
                        .map(String::strip))
                .containsExactly(
                        "\"context\": \"eu-1\",",
                        "\"context\": \"eu-1\",",
                        "\"context\": \"eu-1\",",
                        "\"context\": \"eu-1\",",
                        "\"context\": \"us-1\",");
    }

    @Test
    void objectsAreNamedWithTheirKinds() {
        assertThat(names(run("get", "cm/here", "secret/login", "-o", "name")))
                .containsExactly("configmap/here", "secret/login");
        assertThat(run("get", "cm/here", "secret").err()).contains("KIND/NAME");
        assertThat(run("get", "cm", "secret/login").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("get", "cm/").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whichObjectsIsSaidByFieldsAndLabels() {
        assertThat(names(run("get", "cm", "--field-selector", "metadata.name=twin", "-o", "name")))
                .hasSize(2);
        assertThat(names(run("get", "cm", "-A", "--field-selector", "metadata.namespace=a", "-l", "app", "-o", "name")))
                .containsExactly("configmap/twin");
        assertThat(run("get", "cm", "-n", "a,b", "--field-selector", "metadata.namespace=a", "-l", "app", "-o", "json")
                        .out())
                .contains("\"namespace\": \"a\"")
                .doesNotContain("\"namespace\": \"b\"");
        assertThat(run("get", "cm", "here", "-l", "app").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void rowsAreSortedByAColumnOrByAPath() {
        List<String> found = List.of("get", "cm", "-l", "app=web", "-o", "name", "--sort-by");
        assertThat(names(sorted(found, "NAME")))
                .containsExactly("configmap/here", "configmap/there", "configmap/twin", "configmap/twin");
        assertThat(names(sorted(found, ".data.size")))
                .as("as numbers, where they are some")
                .containsExactly("configmap/twin", "configmap/here", "configmap/twin", "configmap/there");
        assertThat(names(sorted(found, "{.metadata.labels.tier}")).subList(0, 2))
                .containsExactly("configmap/twin", "configmap/there");
        assertThat(sorted(found, "WEIGHT").err()).contains("WEIGHT", "NAME");
        assertThat(sorted(found, ".data[").err()).contains("']' is missing");
        String json = run("get", "cm", "-l", "app=web", "-n", "default", "-o", "json", "--sort-by", ".data.size")
                .out();
        assertThat(json.indexOf("\"size\": \"2\"")).isPositive().isLessThan(json.indexOf("\"size\": \"10\""));
        assertThat(run("get", "cm", "-o", "json", "--sort-by", "NAME").err()).contains(".metadata.name");
    }

    private Rig.Said sorted(List<String> words, String by) {
        return run(Stream.concat(words.stream(), Stream.of(by)).toArray(String[]::new));
    }

    @Test
    void labelsAreAColumnAndTheHeadMayBeLeftOut() {
        Rig.Said labels = run("get", "cm", "here", "--show-labels");
        assertThat(labels.out().lines().findFirst().orElse("")).endsWith("LABELS");
        assertThat(labels.out().lines().toList().get(1)).endsWith("app=web,tier=front");
        assertThat(run("get", "secret", "login", "--show-labels").out()).contains("<none>");
        assertThat(run("get", "cm", "here", "--no-headers").out().lines())
                .hasSize(1)
                .allMatch(l -> l.contains("here"));
        assertThat(run(
                                "get",
                                "cm",
                                "-l",
                                "tier=front",
                                "-n",
                                "default",
                                "--no-headers",
                                "-o",
                                "custom-columns=N:.metadata.name")
                        .out())
                .isEqualTo("here\n");
    }

    @Test
    void partsOfObjectsAreWrittenByATemplate() {
        assertThat(run("get", "cm", "here", "-o", "jsonpath={.data.size}").out())
                .isEqualTo("2");
        assertThat(run("get", "cm", "-l", "app", "-n", "a,b", "-o", "jsonpath={.items[*].data.size}")
                        .out())
                .isEqualTo("1 3");
        assertThat(run(
                                "get",
                                "cm",
                                "here",
                                "there",
                                "-o",
                                "jsonpath={range .items[*]}{.metadata.name}={.data.size}{\"\\n\"}{end}")
                        .out())
                .isEqualTo("here=2\nthere=10\n");
        assertThat(run("get", "secret", "login", "-o", "jsonpath={.data.password}")
                        .out())
                .contains("redacted");
        Rig.Said wrong = run("get", "cm", "-o", "jsonpath={.items[-1].metadata.name}");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains(".items[-1]");
        assertThat(run("get", "cm", "nope", "-o", "jsonpath={.data.size}").code())
                .isEqualTo(ExitCode.FAILED);
        assertThat(all("tools", "-o", "jsonpath={.a}").err()).contains("only get");
    }

    @Test
    void nothingIsWatchedThatIsNotThereOrIsNoRow() {
        assertThat(run("get", "cm", "nope", "-w").err()).contains("NotFound");
        assertThat(run("get", "cm", "nope", "-w").code()).isEqualTo(ExitCode.FAILED);
        assertThat(run("get", "cm", "-w", "-o", "yaml").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("get", "cm,secret", "-w").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("get", "cm", "-w", "--sort-by", "NAME").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void describeTakesSeveralNamesPairsAndLabels() {
        Rig.Said two = run("describe", "cm", "here", "there");
        assertThat(two.code()).as(two.err()).isEqualTo(ExitCode.DONE);
        assertThat(two.out()).contains("default/here", "default/there");
        Rig.Said pairs = run("describe", "cm/here", "secret/login");
        assertThat(pairs.code()).as(pairs.err()).isEqualTo(ExitCode.DONE);
        assertThat(pairs.out()).contains("default/here", "default/login").doesNotContain("hunter2", "aHVudGVyMg");
        Rig.Said labelled = run("describe", "cm", "-l", "tier=back");
        assertThat(labelled.code()).as(labelled.err()).isEqualTo(ExitCode.DONE);
        assertThat(labelled.out()).contains("default/there", "b/twin").doesNotContain("default/here");
        assertThat(run("describe", "cm", "-l", "tier=none").err()).contains("There is nothing with these labels.");
        assertThat(run("describe", "cm", "twin", "-A", "-o", "json").out())
                .contains("\"namespace\": \"a\"", "\"namespace\": \"b\"");
    }

    @Test
    void describeSaysWhatIsNowhere() {
        Rig.Said one = run("describe", "cm", "here", "nope");
        assertThat(one.code()).isEqualTo(ExitCode.FAILED);
        assertThat(one.err()).contains("NotFound", "nope", "eu-1");
        assertThat(one.out()).contains("default/here");
        Rig.Said far = all("describe", "cm/far", "--all-contexts");
        assertThat(far.code()).as(far.err()).isEqualTo(ExitCode.DONE);
        assertThat(far.out()).contains("default/far");
        assertThat(run("describe", "cm").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("describe", "cm", "here", "-l", "app").code()).isEqualTo(ExitCode.USAGE);
    }
}
