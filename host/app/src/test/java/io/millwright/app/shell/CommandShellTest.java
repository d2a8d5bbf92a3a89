package io.millwright.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.Program;
import io.millwright.app.cli.CommandLineProgram;
import io.millwright.app.cli.Completion;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.Session;
import io.millwright.app.cli.SessionWords;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.MillTool;
import io.millwright.app.testing.Rig;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandShellTest {
    @TempDir
    private Path state = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Rig rig() {
        return Rig.with(state, new FakeClusters().cluster("east", MillTool.mill("corn", "old", 70)));
    }

    private Console console() {
        return new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader("")),
                false,
                Capabilities.detect(Map.of("TERM", "vt100", "LANG", "C.UTF-8")));
    }

    private int typed(String keys) throws IOException {
        CommandLineProgram program = Program.of(session -> 0, rig().source());
        try (Terminal terminal = new DumbTerminal(
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream())) {
            return new CommandShell(terminal, program, completion(program), state.resolve("millwright/shell-history"))
                    .run(console());
        }
    }

    private Completion completion(CommandLineProgram program) {
        return new Completion(
                program.model(),
                new SessionWords(new Session(rig().services(), console(), program.options(List.of()))));
    }

    private List<String> offered(String... words) {
        CommandLineProgram program = Program.of(session -> 0, rig().source());
        List<String> line = List.of(words);
        return completion(program).candidates(line.subList(0, line.size() - 1), line.getLast()).stream()
                .map(Completion.Candidate::text)
                .toList();
    }

    @Test
    void runsEachLineAsACommandUntilTheInputEnds() throws Exception {
        assertThat(typed("tools -o name\nmillwright instances -o name\n")).isZero();
        assertThat(out.toString()).isEqualTo("mill\nmill/corn/old\n");
    }

    @Test
    void aMistakeEndsTheCommandAndNotTheShell() throws Exception {
        assertThat(typed("tols\ntools -o name\nexit\ntools -o name\n")).isZero();
        assertThat(err.toString()).contains("Did you mean 'tools'?");
        assertThat(out.toString()).isEqualTo("mill\n");
    }

    @Test
    void rememberedLinesAreThereNextTime() throws Exception {
        typed("tools -o name\n");
        assertThat(Files.readString(state.resolve("millwright/shell-history"))).contains("tools -o name");
    }

    @Test
    void offersCommandsToolsRunbooksTargetsParametersAndContexts() {
        assertThat(offered("ins")).containsExactly("instances");
        assertThat(offered("instances", "")).containsExactly("mill");
        assertThat(offered("--context", "")).containsExactly("east");
        assertThat(offered("-o", "j")).containsExactly("json");
    }
}
