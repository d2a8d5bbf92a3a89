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

    @Test
    void everyOptionHasAReasonWhyNoDefaultCanDoAndNoReasonIsLeftOver() {
        OptionReasons reasons = new OptionReasons();
        justified(model(), reasons);
        assertThat(reasons.idle()).isEmpty();
    }

    private static void justified(CommandSpec spec, OptionReasons reasons) {
        assertThat(spec.options())
                .filteredOn(o -> !o.inherited() && !o.hidden())
                .allSatisfy(o -> assertThat(reasons.of(spec, o))
                        .as(spec.qualifiedName() + " " + o.longestName())
                        .hasValueSatisfying(why -> assertThat(why)
                                .matches("[A-Z].{20,}\\.")
                                .isNotEqualTo(String.join(" ", o.description()))));
        spec.subcommands().values().forEach(c -> justified(c.getCommandSpec(), reasons));
    }

    private static void explained(CommandSpec spec) {
        assertThat(HelpText.summary(spec)).as(spec.qualifiedName()).isNotBlank();
        assertThat(spec.options()).allSatisfy(o -> assertThat(o.description()).isNotEmpty());
        assertThat(spec.positionalParameters())
                .allSatisfy(p -> assertThat(p.description()).isNotEmpty());
        spec.subcommands().values().forEach(c -> explained(c.getCommandSpec()));
    }
}
