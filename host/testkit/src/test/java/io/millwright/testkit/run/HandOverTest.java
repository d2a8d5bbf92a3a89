package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.stuck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.handover.HandOver;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run has a copy in its cluster, from which another machine goes on with it. */
class HandOverTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    @TempDir
    private Path folder;

    private RunRig rig(String name) {
        RunRig rig = new RunRig(folder.resolve(name));
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of()));
        return rig;
    }

    private static Step unsafe() {
        return Step.change(
                        "unsafe",
                        "Seal it",
                        "because",
                        new Action.Exec(POD, "main", List.of("seal")),
                        new Check.Exists(POD),
                        new Undo.None("a test"),
                        Duration.ofSeconds(30))
                .probe(Check.Never.INSTANCE);
    }

    private static RunResult run(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static RunResult resume(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).resume();
        }
    }

    private static HandOver.Content taken(RunRig from) {
        HandOver handOver = new HandOver(from.cluster);
        return handOver.read(handOver.list("").getFirst());
    }

    private static List<Resource> copies(RunRig rig) {
        return rig.cluster.list(Kind.CONFIG_MAP, Selector.labelled("db", "app.kubernetes.io/managed-by", "millwright"));
    }

    private static long seals(RunRig rig) {
        return rig.cluster.writes().stream()
                .filter(w -> w.verb().equals("exec"))
                .count();
    }

    private static List<String> remarks(RunRig rig) {
        return rig.events.stream()
                .filter(RunEvent.Remark.class::isInstance)
                .map(e -> ((RunEvent.Remark) e).text())
                .toList();
    }

    /** Knows whether the unsafe step was done. */
    private static Operator knowing(RunRig rig) {
        return new Operator() {
            @Override
            public Optional<String> confirm(String question, String phrase) {
                return Optional.empty();
            }

            @Override
            public Optional<String> ask(Parameter parameter) {
                return Optional.of(seals(rig) > 0 ? "done" : "not-done");
            }

            @Override
            public boolean present() {
                return true;
            }

            @Override
            public void show(String what, String text) {
                throw new AssertionError("nothing is shown here");
            }
        };
    }

    private static FrozenPlan with(Map<String, String> inputs, FrozenPlan f) {
        Plan p = f.plan();
        return new FrozenPlan(
                f.schema(),
                f.planId(),
                new Plan(
                        p.title(),
                        p.tool(),
                        p.runbookId(),
                        p.intent(),
                        p.danger(),
                        p.target(),
                        inputs,
                        p.steps(),
                        p.consequences(),
                        p.risks()),
                f.plugin(),
                f.clusterUid(),
                f.context(),
                f.createdBy(),
                f.createdAt());
    }

    /** Which key of a Secret holds the value is no secret: backups couldn't be set up with a hand-over. */
    @Test
    void theNameOfASecretsKeyKeepsNoRunFromBeingTakenOver() {
        RunRig here = rig("a");
        run(here, with(Map.of("backup-secret-key", "ACCESS_SECRET_KEY"), here.plan(set("one", "a", "2"), stuck())));
        assertThat(taken(here).plan().plan().inputs()).containsEntry("backup-secret-key", "ACCESS_SECRET_KEY");
        RunRig other = rig("b");
        run(other, with(Map.of("admin-password", "hunter2"), other.plan(set("one", "a", "2"), stuck())));
        assertThatThrownBy(() -> taken(other)).hasMessageContaining("looks like a secret");
    }

    private static RunResult abandon(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).abandon("it is done by hand");
        }
    }

    /** Its copy told others that it waited for a decision, so that one of them could go on with what was given up. */
    @Test
    void aRunThatIsAbandonedIsNotTakenOver() {
        RunRig here = rig("a");
        FrozenPlan plan = here.plan(set("one", "a", "2"), stuck());
        assertThat(run(here, plan).state()).isEqualTo(RunState.FAILED);
        assertThat(abandon(here, plan).state()).isEqualTo(RunState.ABANDONED);
        assertThatThrownBy(() -> taken(here)).hasMessageContaining("it is over");
    }

    @Test
    void whoAbandonsWhatAnotherMachineHasGoneOnWithDoesNotEndItThere() {
        RunRig here = rig("a");
        RunRig there = here.elsewhere(folder.resolve("b"));
        FrozenPlan plan = here.plan(set("one", "a", "2"), stuck());
        run(here, plan);
        there.adopt(taken(here));
        assertThat(resume(there, plan).state()).isEqualTo(RunState.FAILED);
        assertThat(abandon(here, plan).state()).isEqualTo(RunState.ABANDONED);
        assertThat(remarks(here)).last().asString().contains("isn't told that it is over", "has gone on with it");
        assertThat(taken(here).journal()).contains("TAKEN_OVER");
    }

    @Test
    void aRunThatWasKilledAfterAnyRecordEndsOnAnotherMachineAndNothingHappensTwice() {
        int adopted = 0;
        for (int kill = 1; kill < 40; kill++) {
            RunRig here = rig("a" + kill);
            FrozenPlan plan = here.plan(set("one", "a", "2"), unsafe(), set("two", "b", "2"));
            here.disk.recordsToLive = kill;
            boolean died = false;
            try {
                run(here, plan);
            } catch (Disk.Killed e) {
                died = true;
            }
            boolean copied = copies(here).stream()
                    .anyMatch(c -> c.text("binaryData", "plan").isPresent());
            if (!died || !copied) {
                continue;
            }
            RunRig there = here.elsewhere(folder.resolve("b" + kill));
            there.operator = knowing(here);
            there.adopt(taken(here));
            adopted++;
            assertThat(resume(there, plan).state()).as("killed after %d", kill).isEqualTo(RunState.SUCCEEDED);
            assertThat(here.data("a") + here.data("b")).isEqualTo("22");
            assertThat(seals(here)).isEqualTo(1);
        }
        assertThat(adopted).isGreaterThan(8);
    }

    @Test
    void theMachineThatLostTheRunDoesNotGoOnWithIt() {
        RunRig here = rig("a");
        FrozenPlan plan = here.plan(set("one", "a", "2"), stuck());
        run(here, plan);
        RunRig there = here.elsewhere(folder.resolve("b"));
        there.adopt(taken(here));
        assertThat(resume(there, plan).state()).isEqualTo(RunState.FAILED);
        assertThatThrownBy(() -> resume(here, plan)).hasMessageContaining("has gone on with it");
        here.adopt(taken(there));
        assertThat(resume(here, plan).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void theCopyOfARunSaysWhereItComesFromAndHowItStands() {
        RunRig rig = rig("a");
        run(rig, rig.plan(set("one", "a", "2"), stuck()));
        HandOver.Copy copy = new HandOver(rig.cluster).list("").getFirst();
        assertThat(copy.summary().state()).isEqualTo("FAILED");
        assertThat(copy.summary().by()).isEqualTo("tester");
        assertThat(copy.summary().host()).isNotEmpty();
        assertThat(copy.summary().target()).isEqualTo("db/web");
    }

    @Test
    void aCopyThatIsDeletedStopsNothingAndIsSaidOnce() {
        RunRig rig = rig("a");
        rig.cluster.whenWritten(w -> copies(rig)
                .forEach(c -> rig.cluster.remove(c.ref(Kind.CONFIG_MAP).anyIncarnation())));
        FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "b", "2"), set("three", "c", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(remarks(rig)).singleElement().asString().contains("Only this machine can go on");
        assertThat(rig.types(plan)).containsOnlyOnce("MIRROR_LOST");
    }

    @Test
    void whatIsLargeLiesInPartsAndIsTakenOverWhole() {
        RunRig here = rig("a");
        Random random = new Random(7);
        Step[] steps = new Step[4];
        for (int i = 0; i < 3; i++) {
            String noise =
                    random.ints(70_000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
            steps[i] = set("s" + i, "a", noise);
        }
        steps[3] = stuck();
        FrozenPlan plan = here.plan(steps);
        run(here, plan);
        assertThat(copies(here)).hasSizeGreaterThan(2);
        assertThat(copies(here))
                .allSatisfy(c -> assertThat(c.toString().length()).isLessThan(1 << 20));
        HandOver.Content content = taken(here);
        assertThat(content.plan().digest()).isEqualTo(plan.digest());
        assertThat(here.text(plan).startsWith(content.journal())).isTrue();
    }

    @Test
    void aPlanWithWhatLooksLikeASecretIsNotCopied() {
        RunRig rig = rig("a");
        run(rig, rig.plan(set("one", "password", "hunter2"), stuck()));
        assertThat(copies(rig))
                .singleElement()
                .satisfies(
                        c -> assertThat(c.toString()).doesNotContain("hunter2").doesNotContain("binaryData"));
        assertThat(remarks(rig)).singleElement().asString().contains("looks like a secret");
        assertThatThrownBy(() -> taken(rig)).hasMessageContaining("looks like a secret");
    }

    @Test
    void ofARunThatIsOverOnlyTheSummaryStaysAndOfTheLastTenOnly() {
        RunRig rig = rig("a");
        for (int i = 0; i < 14; i++) {
            run(rig, rig.plan(set("one", "a", "v" + i)));
        }
        assertThat(copies(rig))
                .hasSize(10)
                .allSatisfy(c -> assertThat(c.at("binaryData")).isEmpty());
    }

    @Test
    void aCopyThatWasChangedIsNotTakenOver() {
        RunRig rig = rig("a");
        run(rig, rig.plan(set("one", "a", "2"), stuck()));
        FrozenPlan other = rig.plan(set("one", "a", "666"), stuck());
        RunRig forger = rig("forger");
        run(forger, other);
        Resource index = copies(rig).getFirst();
        String forged = copies(forger).getFirst().text("binaryData", "plan").orElseThrow();
        rig.cluster.change(index.ref(Kind.CONFIG_MAP).anyIncarnation(), c -> c.with(forged, "binaryData", "plan"));
        assertThatThrownBy(() -> taken(rig)).hasMessageContaining("isn't the one that its journal tells of");
    }
}
