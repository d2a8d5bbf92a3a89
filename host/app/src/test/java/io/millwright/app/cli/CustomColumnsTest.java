package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Rig;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that were asked for by their paths. */
class CustomColumnsTest {
    @TempDir
    private Path folder = Path.of(".");

    private Rig.Said run(String... words) {
        FakeClusters clusters = new FakeClusters()
                .cluster(
                        "eu-1",
                        Resource.of(Kind.CONFIG_MAP, "shop", "web", Map.of("data", Map.of("a,b", "1", "c", "2"))),
                        Resource.of(Kind.CONFIG_MAP, "shop", "db", Map.of("data", Map.of("c", "3"))),
                        Resource.of(Kind.SECRET, "shop", "login", Map.of("data", Map.of("word", "aHVzaA=="))))
                .cluster("us-1", Resource.of(Kind.CONFIG_MAP, "shop", "far", Map.of()));
        return Rig.with(folder, clusters).run(words);
    }

    @Test
    void theseColumnsArePrintedAndNoOthers() {
        Rig.Said said = run(
                "get",
                "configmap",
                "--context",
                "eu-1",
                "-o",
                "custom-columns=NAME:.metadata.name,One:.data['a,b'],c:.data.c");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out().lines().map(l -> List.of(l.strip().split(" +"))))
                .containsExactly(List.of("NAME", "One", "c"), List.of("web", "1", "2"), List.of("db", "<none>", "3"));
    }

    @Test
    void ofSeveralClustersEachRowSaysFromWhichItIs() {
        assertThat(run("get", "configmap", "--all-contexts", "-o", "custom-columns=N:.metadata.name")
                        .out())
                .contains("CONTEXT", "us-1")
                .doesNotContain("NAMESPACE");
    }

    @Test
    void secretsValuesAreNotAmongThem() {
        assertThat(run("get", "secret", "--context", "eu-1", "-o", "custom-columns=N:.metadata.name,W:.data.word")
                        .out())
                .contains("login", "<redacted")
                .doesNotContain("aHVzaA");
    }

    @Test
    void whatIsNoColumnIsRefusedAndSoAreOtherCommands() {
        assertThat(run("get", "configmap", "-o", "custom-columns=NAME").err()).contains("a title, a colon and a path");
        assertThat(run("get", "configmap", "-o", "custom-columns=N:.a[").err()).contains("']' is missing");
        assertThat(run("clusters", "-o", "custom-columns=N:.a").err()).contains("only get has columns of one's own");
    }
}
