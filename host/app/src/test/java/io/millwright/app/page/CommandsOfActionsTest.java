package io.millwright.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.Program;
import io.millwright.app.testing.Rig;
import io.millwright.tui.action.ActionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the screen says of the command line is what the command line does. */
class CommandsOfActionsTest {
    /** How a command that runs is asked to stop. */
    private static final String ELSEWHERE = "Ctrl-C";

    @TempDir
    private Path state = Path.of(".");

    @Test
    void theCommandOfEachActionIsThereWithItsOptions() {
        CommandSpec program =
                Program.of(session -> 0, Rig.untouched(state).source()).model();
        List<ActionSpec> typed = specs().stream()
                .filter(s -> !s.commandLine().isEmpty() && !s.commandLine().equals(ELSEWHERE))
                .toList();
        assertThat(typed).hasSizeGreaterThan(40).allSatisfy(spec -> {
            List<String> words =
                    List.of(spec.commandLine().replaceFirst(" -- .*", "").split(" +"));
            assertThat(words.getFirst()).isEqualTo("millwright");
            CommandSpec command = program;
            for (String word : words.subList(1, words.size())) {
                Optional<CommandLine> below =
                        Optional.ofNullable(command.subcommands().get(word));
                if (below.isPresent()) {
                    command = below.get().getCommandSpec();
                } else if (word.equals("-it")) {
                    assertThat(command.optionsMap()).containsKeys("-i", "-t");
                } else if (word.startsWith("-")) {
                    assertThat(command.optionsMap()).as(spec.commandLine()).containsKey(word);
                }
            }
            assertThat(command != program || words.contains("--help"))
                    .as(spec.commandLine())
                    .isTrue();
        });
    }

    @Test
    void whatChangesAClusterHasACommandAndWhatItNeedsIsAVerbAndAResource() {
        Map<Boolean, List<ActionSpec>> all = specs().stream()
                .collect(Collectors.partitioningBy(s -> s.danger().equals("reads")));
        assertThat(all.get(false))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.commandLine()).as(s.id()).isNotEmpty());
        assertThat(specs())
                .filteredOn(s -> !s.permission().isEmpty())
                .hasSizeGreaterThan(10)
                .allSatisfy(s -> assertThat(s.permission())
                        .as(s.id())
                        .matches("(get|list|create|patch|update|delete) (KIND|[a-z]+(/[a-z]+|\\.[a-z.]+)?)"));
    }

    private static List<ActionSpec> specs() {
        return Catalogue.own().values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
