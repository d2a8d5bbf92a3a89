package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.app.Program;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Rig;
import io.millwright.engine.OwnerOnly;
import io.millwright.engine.json.Json;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sends with a ticket, and what is left behind by a fault that nobody foresaw. */
class SupportBundleTest {
    private static final String CANARY = "canary-4711-sings";

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("bundle.zip");
    }

    /** The texts of a bundle by name. */
    private static Map<String, String> texts(Path file) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                all.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private Rig rig() {
        return Rig.with(folder, new FakeClusters());
    }

    @Test
    void itHasWhatHelpsAndListsWhatIsInIt() throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "theme: dark\npassword: " + CANARY + "\n");
        Files.writeString(folder.resolve("guardrails.yaml"), "rules: [broken\ntoken: " + CANARY + "\n");
        Rig.Said said = rig().run("support-bundle", file().toString());
        assertThat(said.code()).as(said.err()).isZero();
        Map<String, String> texts = texts(file());
        assertThat(texts.keySet()).contains("program.json", "plugins.json", "contexts.json", "calls.json");
        texts.forEach((name, text) -> assertThat(said.out()).contains(name));
        assertThat(texts.get("program.json"))
                .contains("millwright/v1/Program", "\"java\": ", "\"TERM\": ", "\"colours\": ");
        assertThat(texts.get("plugins.json")).contains("\"incompatible\"", "it was written for contract 0.9");
        assertThat(texts.get("settings" + folder.resolve("config.yaml"))).contains("theme: dark", "<redacted");
        assertThat(texts.get("settings" + folder.resolve("guardrails.yaml"))).contains("rules: [broken");
        assertThat(texts.values()).noneMatch(t -> t.contains(CANARY));
        texts.forEach((name, text) -> {
            if (name.endsWith(".json")) {
                assertThat(Json.readMap(text).get("schema")).asString().startsWith("millwright/v1/");
            }
        });
    }

    @Test
    void itIsItsOwnersAloneAndNothingIsOverwritten() throws IOException {
        assumeTrue(OwnerOnly.isKnown());
        assertThat(rig().run("support-bundle", file().toString()).code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file());
        Rig.Said again = rig().run("support-bundle", file().toString());
        assertThat(again.code()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("there is a file already, and it isn't overwritten");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aFaultThatNobodyForesawLeavesAReportWhichTheBundleHas() throws IOException {
        Rig broken = Rig.with(folder, new FakeClusters() {
            @Override
            public List<Context> contexts() {
                throw new IllegalStateException("it quotes " + CANARY);
            }
        });
        Rig.Said said = broken.run("clusters", "--timeout", "7s");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err())
                .contains("Could not run the command", "on    millwright clusters --timeout")
                .contains("IllegalStateException", "A report without secrets is in " + folder.resolve("crashes"))
                .doesNotContain(CANARY);
        assertThat(rig().run("support-bundle", file().toString()).code()).isZero();
        assertThat(texts(file()))
                .hasEntrySatisfying(
                        texts(file()).keySet().stream()
                                .filter(n -> n.startsWith("crashes/"))
                                .findFirst()
                                .orElse("no report"),
                        t -> assertThat(t).contains("IllegalStateException", "could not run the command"))
                .allSatisfy((name, text) -> assertThat(text).doesNotContain(CANARY));
    }

    @Test
    void soDoesOneOfTheScreen() {
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                new BufferedReader(new StringReader("")),
                false,
                Capabilities.detect(Map.of("TERM", "dumb")));
        int code = Program.of(
                        session -> {
                            throw new StackOverflowError();
                        },
                        rig().source())
                .run(List.of(), console);
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("StackOverflowError", folder.resolve("crashes").toString());
    }

    @Test
    void aBundleIsMadeWhereThePluginsAndTheKubeconfigCanNotBeRead() throws IOException {
        Files.createDirectories(folder.resolve("config.yaml"));
        assertThat(rig().run("support-bundle", file().toString()).code()).isZero();
        assertThat(texts(file()).get("settings" + folder.resolve("config.yaml")))
                .contains("IOException");
    }
}
