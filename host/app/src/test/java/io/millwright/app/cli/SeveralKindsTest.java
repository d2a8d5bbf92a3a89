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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Several kinds in one list, and who bindings name, of two clusters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralKindsTest {
    private static final Kind ROLE_BINDING = Kind.of("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings");

    private Optional<TwoClusters> opened = Optional.empty();

    @BeforeAll
    void fill(@TempDir Path made) throws IOException {
        opened = Optional.of(new TwoClusters(made));
        for (String context : List.of("eu-1", "us-1")) {
            for (Resource object : List.of(
                    Resource.of(Kind.CONFIG_MAP, "default", "web", Map.of("data", Map.of("a", "1"))),
                    Resource.of(Kind.SECRET, "default", "login", Map.of("stringData", Map.of("password", "hunter2"))),
                    Resource.of(
                            ROLE_BINDING,
                            "default",
                            "readers",
                            Map.of(
                                    "roleRef",
                                    Map.of(
                                            "apiGroup",
                                            "rbac.authorization.k8s.io",
                                            "kind",
                                            "ClusterRole",
                                            "name",
                                            "view"),
                                    "subjects",
                                    List.of(Map.of(
                                            "apiGroup",
                                            "rbac.authorization.k8s.io",
                                            "kind",
                                            "User",
                                            "name",
                                            "bob")))))) {
                opened.orElseThrow().create(context, object);
            }
        }
    }

    @AfterAll
    void close() {
        opened.ifPresent(TwoClusters::close);
    }

    private Rig.Said run(String... words) {
        return opened.orElseThrow().run(words);
    }

    @Test
    void eachKindHasATableOfItsOwnAndTheKindBeforeEachName() {
        Rig.Said both = run("get", "cm,secrets,cronjobs", "--context", "eu-1", "-n", "default");
        assertThat(both.code()).as(both.err()).isEqualTo(ExitCode.DONE);
        List<String> lines = both.out().lines().toList();
        assertThat(lines.getFirst()).contains("NAME", "DATA").doesNotContain("CONTEXT");
        int gap = lines.indexOf("");
        assertThat(lines.subList(0, gap)).anyMatch(l -> l.contains("configmap/web"));
        assertThat(lines.get(gap + 1)).contains("NAME", "TYPE");
        assertThat(lines.subList(gap + 1, lines.size()))
                .anyMatch(l -> l.contains("secret/login"))
                .doesNotContain("");
    }

    @Test
    void ofSeveralClustersEachRowSaysWhichItIsFrom() {
        Rig.Said both = run("get", "cm,secrets", "--all-contexts", "-n", "default");
        assertThat(both.out().lines().filter(l -> l.startsWith("CONTEXT"))).hasSize(2);
        assertThat(both.out().lines().filter(l -> l.contains("configmap/web")))
                .extracting(l -> l.split(" +")[0])
                .containsExactly("eu-1", "us-1");
    }

    @Test
    void forProgramsItIsOneList() {
        assertThat(run("get", "cm,secrets", "web", "-n", "default", "--context", "eu-1", "-o", "name")
                        .out())
                .isEqualTo("configmap/web\n");
        assertThat(run("get", "cm,secrets", "-n", "default", "--context", "eu-1", "-o", "json")
                        .out())
                .containsOnlyOnce("\"schema\"")
                .contains("\"kind\": \"ConfigMap\"", "\"kind\": \"Secret\"");
        assertThat(run("get", "cm,secrets", "login", "-n", "default", "--context", "eu-1", "-o", "yaml")
                        .out())
                .contains("kind: Secret", "name: login")
                .doesNotContain("kind: ConfigMap", "hunter2");
    }

    @Test
    void oneThatIsNotThereIsSaidAndTheOthersAreListed() {
        Rig.Said some = run("get", "cm,podz", "--context", "eu-1", "-n", "default");
        assertThat(some.code()).isEqualTo(ExitCode.FAILED);
        assertThat(some.err()).contains("podz");
        assertThat(some.out()).contains("configmap/web");
        assertThat(run("get", "cronjobs,jobs", "--context", "eu-1").err()).contains("There is nothing of these kinds.");
    }

    @Test
    void whoBindingsNameIsListedOfEachCluster() {
        assertThat(run("subjects", "users", "--all-contexts").out().lines().skip(1))
                .extracting(l -> l.split(" +")[0] + " " + l.split(" +")[2])
                .contains("eu-1 bob", "us-1 bob");
        assertThat(run("subjects", "users", "--context", "eu-1", "-o", "json").out())
                .contains("\"clusterBindings\": 0", "\"bindings\": 1");
        assertThat(run("subjects", "users", "--context", "eu-1", "-n", "kube-system,kube-public")
                        .out())
                .doesNotContain("bob");
        assertThat(run("subjects", "users", "--context", "eu-1", "-o", "name").out())
                .contains("u:bob\n");
        assertThat(run("subjects", "pods").err()).contains("Write users, groups, accounts or all.");
    }
}
