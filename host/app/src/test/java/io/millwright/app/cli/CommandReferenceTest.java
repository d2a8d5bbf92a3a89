package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.Program;
import io.millwright.app.testing.Golden;
import io.millwright.app.testing.Rig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

class CommandReferenceTest {
    @TempDir
    private Path state = Path.of(".");

    private CommandSpec model() {
        return Program.of(session -> 0, Rig.untouched(state).source()).model();
    }

    @Test
    void theDocumentationsCommandReferenceIsWhatTheProgramDoes() {
        Golden.matches(Path.of("../../docs/reference/commands.md"), CommandReference.of(model()));
    }

    @Test
    void everyCommandArgumentAndOptionIsExplained() {
        explained(model());
    }

    private static void explained(CommandSpec spec) {
        assertThat(HelpText.summary(spec)).as(spec.qualifiedName()).isNotBlank();
        assertThat(spec.options()).allSatisfy(o -> assertThat(o.description()).isNotEmpty());
        assertThat(spec.positionalParameters())
                .allSatisfy(p -> assertThat(p.description()).isNotEmpty());
        spec.subcommands().values().forEach(c -> explained(c.getCommandSpec()));
    }
}
