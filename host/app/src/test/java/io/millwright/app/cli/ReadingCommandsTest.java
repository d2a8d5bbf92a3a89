package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Golden;
import io.millwright.app.testing.MillTool;
import io.millwright.app.testing.Rig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingCommandsTest {
    @TempDir
    private Path state = Path.of(".");

    private Rig rig() {
        return Rig.with(
                state,
                new FakeClusters()
                        .cluster("east", MillTool.mill("corn", "old", 70), MillTool.mill("corn", "new", 3))
                        .cluster("west", MillTool.mill("rye", "old", 95))
                        .refusing("north", "the token has expired"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusters",
                "clusters -o wide",
                "clusters -o json",
                "clusters --context west -o yaml",
                "tools",
                "tools -o json",
                "tools -o name",
                "plugins",
                "plugins -o wide",
                "plugins -o json",
                "instances",
                "instances --all-contexts",
                "instances --all-contexts -o json",
                "instances mill -n corn -o name",
                "instances -n nowhere",
                "instances loom",
                "instances --context wset",
                "completion bash",
                "completion tcsh",
                "--help",
                "help-me",
                "instnces",
                "instances --help",
                "instances --colour never",
                "instances mill more",
                "tools -o csv",
                "tools -A -n x",
                "--timeout soon tools",
                "--color mauve tools",
                "version -o json",
                "complete -- ins",
                "complete -- instances m",
                "complete -- --context e",
                "complete -- instances --color n",
            })
    void says(String line) {
        String transcript = rig().run(line.split(" ")).transcript();
        String name = line.replaceAll("[^A-Za-z0-9.-]+", "_") + ".txt";
        Golden.matches(name, transcript.replaceAll("\"java\": \"[^\"]*\"", "\"java\": \"25\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "version", "--version", "instances --help", "completion zsh", "nonsense"})
    void helpAndMistakesTouchNeitherPluginsNorClusters(String line) {
        assertThat(Rig.untouched(state).run(line.split(" ")).err()).doesNotContain("AssertionError");
    }

    @Test
    void withoutACommandTheScreenOpens() {
        assertThat(rig().run().out()).isEqualTo("[screen start]\n");
        assertThat(rig().run("-c", "plugins").out()).isEqualTo("[screen plugins]\n");
    }

    @Test
    void aMistakeIsADocumentWhereDocumentsWereAskedFor() {
        Rig.Said said = rig().run("instances", "loom", "-o", "json");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("\"schema\": \"millwright/v1/Problem\"").contains("\"kind\": \"user\"");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void asciiTerminalsGetAsciiSigns() {
        String out =
                rig().in(Map.of("TERM", "dumb", "LANG", "C")).run("plugins").out();
        assertThat(out).contains("O Loaded").doesNotContain("●");
    }

    @Test
    void coloursAreSentOnlyWhenAskedFor() {
        assertThat(rig().run("plugins").out()).doesNotContain("\u001b");
        assertThat(rig().run("plugins", "--color", "256").out()).contains("\u001b[32m● Loaded\u001b[0m");
    }

    @Test
    void escapeSequencesInNamesAreMadeHarmless() {
        Rig rig =
                Rig.with(state, new FakeClusters().cluster("east", MillTool.mill("corn", "a\u001b]0;owned\u0007b", 1)));
        assertThat(rig.run("instances").out()).doesNotContain("\u001b").contains("owned");
        assertThat(rig.run("instances", "-o", "json").out()).doesNotContain("\u001b");
    }
}
