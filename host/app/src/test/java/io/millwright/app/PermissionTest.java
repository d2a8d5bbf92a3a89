package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.settings.SettingsReader;
import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.testkit.Answering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A severe plan without a way back needs a backup, or somebody who takes that on. */
class PermissionTest {
    private static final Risk NO_BACKUP = new Risk("no-backup", "There is no backup", "The data is lost.");

    @TempDir
    private Path folder;

    private Permission permission() {
        return new Permission(new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC),
                () -> SettingsReader.read(folder.resolve("config.yaml")),
                _ -> List.of(),
                _ -> new FakeClusters(),
                EngineOperations::new));
    }

    private static FrozenPlan plan(Danger danger, boolean noReturn, Risk... risks) {
        ObjectRef root = ObjectRef.of(Kind.CONFIG_MAP, "db", "orders");
        Step step = Step.await("wait", "Wait", "because", new Check.Exists(root), Duration.ofSeconds(5));
        Plan plan = new Plan(
                "Upgrade orders",
                "mill",
                "upgrade",
                Intent.UPGRADE,
                danger,
                new Plan.Target(new InstanceId("mill", "eu-1", "db", "orders"), root, 0, ""),
                Map.of(),
                List.of(noReturn ? step.noReturn() : step),
                List.of(),
                List.of(risks));
        return new FrozenPlan(
                Json.SCHEMA,
                "r1",
                plan,
                new FrozenPlan.Plugin("mill", "1", "ab"),
                "uid-1",
                "eu-1",
                "ada",
                Instant.parse("2026-11-24T10:00:00Z"));
    }

    @Test
    void nobodyTakesItOnByRunningIt() {
        FrozenPlan plan = plan(Danger.DESTRUCTIVE, true, NO_BACKUP);
        assertThat(permission().askedWithoutBackup(plan).orElseThrow()).contains("--answer no-backup=TEXT");
        assertThatThrownBy(() -> permission().withoutBackup(plan, Operator.NOBODY))
                .hasMessageContaining("there is no backup");
        assertThatThrownBy(() -> permission().withoutBackup(plan, new Answering(Map.of("no-backup", " "))))
                .hasMessageContaining("there is no backup");
    }

    @Test
    void aWrittenReasonTakesItOn() {
        assertThat(permission()
                        .withoutBackup(
                                plan(Danger.DATA_LOSS, true, NO_BACKUP),
                                new Answering(Map.of("no-backup", "test data"))))
                .contains("risk no-backup is accepted for this run by ada: test data");
    }

    @Test
    void anAcceptedRiskTakesItOnUntilItsLastDay() throws IOException {
        FrozenPlan plan = plan(Danger.DESTRUCTIVE, true, NO_BACKUP);
        accepted("2026-11-24");
        assertThat(permission().withoutBackup(plan, Operator.NOBODY).orElseThrow())
                .contains("accepted until 2026-11-24 by ada: moved");
        assertThat(permission().askedWithoutBackup(plan).orElseThrow()).contains("accepted until 2026-11-24");
        accepted("2026-11-23");
        assertThatThrownBy(() -> permission().withoutBackup(plan, Operator.NOBODY))
                .hasMessageContaining("there is no backup");
    }

    private void accepted(String until) throws IOException {
        Files.writeString(folder.resolve("guardrails.yaml"), """
            accepted:
              - {risk: no-backup, instances: ["db/*@eu-1"], reason: moved, by: ada, until: %s}
            """.formatted(until));
    }

    @Test
    void everyOtherPlanIsRunUnasked() {
        for (FrozenPlan plan : List.of(
                plan(Danger.DESTRUCTIVE, true),
                plan(Danger.DESTRUCTIVE, false, NO_BACKUP),
                plan(Danger.DISRUPTIVE, true, NO_BACKUP))) {
            assertThat(permission().withoutBackup(plan, Operator.NOBODY)).isEmpty();
            assertThat(permission().askedWithoutBackup(plan)).isEmpty();
        }
    }
}
