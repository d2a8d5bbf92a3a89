package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Golden;
import io.millwright.app.testing.MillTool;
import io.millwright.app.testing.Rig;
import io.millwright.engine.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatingCommandsTest {
    @TempDir
    private Path state = Path.of(".");

    private Rig rig() {
        return Rig.with(
                state,
                new FakeClusters()
                        .cluster(
                                "east",
                                MillTool.mill("corn", "old", 70),
                                MillTool.mill("corn", "new", 3),
                                MillTool.mill("corn", "cold", 60).with(true, "spec", "frozen"))
                        .cluster("west", MillTool.mill("rye", "old", 95))
                        .refusing("north", "the token has expired"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health",
                "health -o wide",
                "health -o json",
                "health mill/corn/new",
                "health mill/old",
                "health mill/old --context east --context west",
                "health mill --context west",
                "health --context north",
                "health --all-contexts -o name",
                "guide mill",
                "guide mill -o json",
                "guide mill dress-stones",
                "guide mill dress-stones corn/old --set depth=4",
                "guide mill dress-stons",
                "plan mill dress-stones old --set depth=4",
                "plan mill dress-stones corn/old -o json",
                "plan mill dress-stones cold",
                "plan mill dress-stones old --rehearse",
                "plan mill dress-stones old --rehearse -o json",
                "plan mill dress-stones old --role",
                "plan mill dress-stones old --role -o json",
                "plan mill dress-stones",
                "plan mill dress-stones nobody",
                "plan mill dress-stones old --set dept=4",
                "plan mill dress-stones old --set depth",
                "plan mill",
                "run mill dress-stones old --dry-run",
                "run mill dress-stones old",
                "run mill dress-stones old --confirm yes",
                "run mill dress-stones old --confirm old@east",
                "run mill dress-stones old --confirm old@east -o json",
                "run mill dress-stones cold --confirm cold@east",
                "run mill dress-stones old --confirm old@east --plan sha256:unknown",
                "run mill dress-stones old --confirm old@east --read-only",
                "operations",
                "operations list -o json",
                "operations show r9",
                "complete -- guide mill d",
                "complete -- plan mill dress-stones ",
                "complete -- plan mill dress-stones corn/old --set pat",
            })
    void says(String line) {
        String name = line.replaceAll("[^A-Za-z0-9.-]+", "_") + ".txt";
        Golden.matches(name, rig().run(line.split(" ", -1)).transcript());
    }

    @Test
    void aPersonApprovesByTypingY() {
        Rig.Said said = rig().answering("y").run("run", "mill", "dress-stones", "old");
        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("Disruptive. Type y to run it:");
        assertThat(said.out()).contains("Done  Cut the furrows 3 mm deep").contains("Succeeded");
    }

    @Test
    void anythingElseIsNoApproval() {
        Rig.Said said = rig().answering("").run("run", "mill", "dress-stones", "old");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("it was not approved").contains("Nothing was changed.");
        assertThat(said.out()).doesNotContain("Succeeded");
    }

    @Test
    void anApprovalOfOnePlanIsNoneOfAnother() {
        Rig rig = rig();
        String[] run = {
            "run", "mill", "dress-stones", "old", "--confirm", "old@east", "--plan", "sha256:of depth 5", "--set", ""
        };
        run[9] = "depth=3";
        Rig.Said refused = rig.run(run);
        assertThat(refused.code()).isEqualTo(ExitCode.BLOCKED);
        assertThat(refused.err()).contains("inputs.depth was 5, now 3").contains("--plan sha256:of depth 3");
        run[9] = "depth=5";
        assertThat(rig.run(run).code()).isZero();
    }

    @Test
    void withNoInputNobodyIsAsked() {
        Rig.Said said = rig().answering("y").run("run", "mill", "dress-stones", "old", "--no-input");
        assertThat(said.err()).contains("nobody can be asked here").contains("--confirm old@east");
    }

    @Test
    void aRunIsListedShownAndExportedAfterwards() {
        Rig rig = rig();
        rig.run("run", "mill", "dress-stones", "old", "--confirm", "old@east");
        Golden.matches(
                "operations-after.txt", rig.run("operations", "-o", "wide").transcript());
        Golden.matches(
                "operations-show.txt", rig.run("operations", "show", "r1").transcript());
        assertThat(rig.run("operations", "export", "r").out()).isEqualTo("# Run r1\n");
        String document =
                rig.run("operations", "export", "r", "--format", "json").out();
        assertThat(document).contains("\"schema\": \"millwright/v1/RunExport\"", "\"run\": \"r1\"");
        assertThat(rig.run("operations", "export", "r", "-o", "json").out()).isEqualTo(document);
        assertThat(rig.run("operations", "export", "r", "--format", "pdf").err())
                .contains("Use md or json.");
        assertThat(rig.run("operations", "export", "r", "--format", "md", "-o", "json")
                        .err())
                .contains("they name different formats");
    }

    private Rig withRunOfOther() {
        return rig().elsewhere(new PastRun(
                "rfar22",
                "Dress the stones of corn/old",
                "Failed",
                "east",
                "mill",
                "dress-stones",
                "corn/old",
                "grace",
                Instant.parse("2026-11-24T09:00:00Z"),
                Optional.empty(),
                List.of(),
                "grace on far"));
    }

    @Test
    void aRunOfAnotherMachineIsListedWithItsOriginAndTakenOverByWhoApprovesIt() {
        Rig rig = withRunOfOther();
        assertThat(rig.run("operations", "--context", "east").out()).contains("rfar22", "grace on far");
        assertThat(rig.run("operations", "--context", "west").out()).doesNotContain("rfar22");
        assertThat(rig.run("operations", "resume", "rfar").err()).contains("operations take-over ID");
        Rig.Said asked = rig.run("operations", "take-over", "rfar", "--context", "east");
        assertThat(asked.err()).contains("nobody can be asked here").contains("--confirm");
        assertThat(asked.out()).contains("grace on far").contains("sha256:cd").contains("Cut the furrows");
        Rig.Said taken = rig.run("operations", "take-over", "rfar", "--context", "east", "--confirm", "yes");
        assertThat(taken.code()).isZero();
        assertThat(taken.out()).contains("millwright operations resume rfar22");
        assertThat(rig.run("operations", "show", "rfar22").code()).isZero();
    }

    @Test
    void aRunThatNoClusterKnowsIsNotTakenOver() {
        Rig.Said said = withRunOfOther().run("operations", "take-over", "rnone", "--context", "east");
        assertThat(said.err()).contains("no cluster that was asked has a copy");
    }

    private Rig failed() {
        Rig rig = rig().endingAs(RunState.FAILED);
        Rig.Said said = rig.run("run", "mill", "dress-stones", "old", "--confirm", "old@east");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out()).contains("millwright operations undo r1").contains("millwright operations abandon r1");
        return rig;
    }

    @Test
    void aFailedRunIsUndoneByWhoAgrees() {
        Rig rig = failed();
        assertThat(rig.run("operations", "undo", "r1").err())
                .contains("nobody can be asked here")
                .contains("--confirm yes");
        assertThat(rig.answering("no").run("operations", "undo", "r1").err()).contains("Nothing was changed.");
        assertThat(rig.run("operations", "undo", "r1", "--confirm", "yes", "--read-only")
                        .code())
                .isEqualTo(ExitCode.DENIED);
        Rig.Said said = rig.answering("yes").run("operations", "undo", "r1");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("Undone  Cut the furrows").contains("Rolled back: ");
    }

    @Test
    void whatAnUndoWouldDoIsShownBeforeItIsDone() {
        Rig rig = failed();
        Golden.matches(
                "operations-undo-dry-run.txt",
                rig.run("operations", "undo", "r1", "--dry-run").transcript());
        assertThat(rig.run("operations", "undo", "r1", "--dry-run", "-o", "json")
                        .out())
                .contains("\"pointOfNoReturn\": true");
        assertThat(rig.run("operations", "show", "r1").out()).contains("Failed");
    }

    @Test
    void aFailedRunIsResumed() {
        Rig.Said said = failed().run("operations", "resume", "r1", "--confirm", "yes");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("Done  Cut the furrows").contains("Succeeded: ");
    }

    @Test
    void aSoundJournalIsSaidToBeSoundAndAChangedOneNamesItsLine() {
        Rig rig = failed();
        Rig.Said sound = rig.run("operations", "verify", "r1");
        assertThat(sound.code()).isZero();
        assertThat(sound.out()).contains("sound").contains("12");
        Rig.Said broken = rig.breaking("line 7 doesn't fit the chain").run("operations", "verify", "r1");
        assertThat(broken.code()).isEqualTo(ExitCode.FAILED);
        assertThat(broken.out()).contains("changed after it was written: line 7 doesn't fit the chain");
    }

    @Test
    void aFailedRunIsAbandonedWithAReason() {
        Rig rig = failed();
        assertThat(rig.run("operations", "abandon", "r1").err()).contains("no reason was given");
        Rig.Said said = rig.run("operations", "abandon", "r1", "--reason", "mended by hand");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("Abandoned: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run mill dress-stones old --confirm old@east",
                "operations resume r1 --confirm yes",
                "operations undo r1 --confirm yes"
            })
    void whereTheSettingsCantBeReadNothingIsChanged(String line) throws Exception {
        Rig rig = rig().endingAs(RunState.FAILED);
        rig.run("run", "mill", "dress-stones", "old", "--confirm", "old@east");
        Files.writeString(state.resolve("config.yaml"), "theme: dark\nreadOnlyContexts: [prod-*\n");
        Rig.Said said = rig.run(line.split(" ", -1));
        assertThat(said.code()).isEqualTo(ExitCode.DENIED);
        assertThat(said.err()).contains("every context counts as read-only", "config.yaml, line 2", "Correct the file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run mill dress-stones old --confirm old@eu-prod-1",
                "operations resume r1 --confirm yes",
                "operations undo r1 --confirm yes"
            })
    void productionIsChangedByWhoSaysSoOnly(String line) throws Exception {
        Rig rig = Rig.with(state, new FakeClusters().cluster("eu-prod-1", MillTool.mill("corn", "old", 70)))
                .endingAs(RunState.FAILED);
        rig.run("--write", "run", "mill", "dress-stones", "old", "--confirm", "old@eu-prod-1");
        Rig.Said said = rig.run(line.split(" ", -1));
        assertThat(said.code()).isEqualTo(ExitCode.DENIED);
        assertThat(said.err()).contains("by its name this is production", "Start with --write", "'readOnly: false'");
        assertThat(rig.run(("--write " + line).split(" ", -1)).code()).isNotEqualTo(ExitCode.DENIED);
        Files.writeString(state.resolve("config.yaml"), "contexts: {eu-*: {readOnly: false}}\n");
        assertThat(rig.run(line.split(" ", -1)).code()).isNotEqualTo(ExitCode.DENIED);
        Files.writeString(state.resolve("config.yaml"), "readOnlyContexts: [eu-*]\n");
        assertThat(rig.run(("--write " + line).split(" ", -1)).err())
                .contains("the settings say that this context is read-only");
    }

    @Test
    void aPlanForProductionIsMadeAndShown() {
        Rig rig = Rig.with(state, new FakeClusters().cluster("eu-prod-1", MillTool.mill("corn", "old", 70)));
        assertThat(rig.run("plan", "mill", "dress-stones", "old").code()).isZero();
    }

    @Test
    void toWriteAndToReadOnlyContradictEachOther() {
        assertThat(rig().run("--write", "--read-only", "health").err()).contains("they contradict each other");
    }
}
