package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.KillHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness on one small plan, as the plugins' own runs of it take minutes. */
class KillHarnessTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    @TempDir
    private Path folder;

    @Test
    void aPlanIsKilledAfterEachRecordAndAPersonIsAskedAboutWhatMustNotHappenTwice() throws Exception {
        RunRig rig = new RunRig(Files.createDirectory(folder.resolve("state")));
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of()));
        Step seal = Step.change(
                        "seal",
                        "Seal it",
                        "because",
                        new Action.Exec(POD, "main", List.of("seal")),
                        new Check.Exists(POD),
                        new Undo.None("a test"),
                        Duration.ofSeconds(30))
                .probe(Check.Never.INSTANCE);
        Plan plan = rig.plan(set("one", "a", "2"), seal).plan();
        KillHarness.Tally tally = new KillHarness(rig.cluster, plan, Map.of(), folder.resolve("killed")).prove();
        assertThat(tally.kills()).isGreaterThan(15);
        // After INTENT, after the state that says so, and when the outcome is lost; before and behind them the journal
        // tells.
        assertThat(tally.asked()).isEqualTo(3);
    }

    @Test
    void whatWasSavedWhenTheProcessDiedIsntSavedOverAndNeedsNoPerson() throws Exception {
        RunRig rig = new RunRig(Files.createDirectory(folder.resolve("state")));
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of())).obliging();
        String file = folder.resolve("snapshot").toString();
        Step save = new Step(
                "save",
                "Save it",
                "because",
                new Action.Http(POD, "http", 8200, "GET", "/snapshot", "").replies(new Action.Http.Reply.Save(file)),
                List.of(),
                Check.Never.INSTANCE,
                new Check.Exists(POD),
                new Undo.None("a test"),
                Effect.IDEMPOTENT,
                Duration.ofSeconds(30),
                false,
                List.of());
        Plan plan = rig.plan(save, set("one", "a", "2")).plan();
        KillHarness.Tally tally = new KillHarness(rig.cluster, plan, Map.of(), folder.resolve("killed")).prove();
        assertThat(tally.kills()).isGreaterThan(15);
        assertThat(tally.asked()).isZero();
        assertThat(Path.of(file)).exists();
    }
}
