package io.millwright.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.json.Json;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval binds to what a plan does, not to when or by whom it was made. */
class PlanDigestTest {
    private static final ObjectRef ROOT = new ObjectRef(Kind.CONFIG_MAP, "db", "web", Optional.of("uid-1"));

    @TempDir
    private Path state = Path.of(".");

    private static FrozenPlan plan(String id, String by, String size) {
        Resource backup = Resource.of(Kind.CONFIG_MAP, "db", "backup-" + id, Map.of("data", Map.of("size", size)));
        Step step = Step.change(
                "back-up",
                "Back up",
                "because",
                new Action.Create(backup),
                Check.fieldIs(ObjectRef.of(Kind.CONFIG_MAP, "db", "backup-" + id), size, "data", "size"),
                Undo.EXACT,
                Duration.ofMinutes(1));
        Plan plan = new Plan(
                "Back up web",
                "mill",
                "back-up",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                new Plan.Target(new InstanceId("mill", "eu-1", "db", "web"), ROOT, 1, ""),
                Map.of("size", size),
                List.of(step),
                List.of(),
                List.of());
        Instant at = Instant.parse("2026-09-01T12:00:00Z").plusSeconds(id.hashCode());
        return new FrozenPlan(
                Json.SCHEMA, id, plan, new FrozenPlan.Plugin("mill", "1", "ab"), "uid-of-eu-1", "eu-1", by, at);
    }

    @Test
    void thePlanThatIsAskedForAgainHasTheSameDigestThoughItsNamesAreNew() {
        assertThat(plan("rbcdfgh", "ada", "3").digest())
                .isEqualTo(plan("rxyz234", "grace", "3").digest());
    }

    @Test
    void aPlanThatDoesSomethingElseHasAnotherAndTheDifferenceIsNamed() {
        FrozenPlan approved = plan("rbcdfgh", "ada", "3");
        FrozenPlan now = plan("rxyz234", "ada", "5");
        assertThat(now.digest()).isNotEqualTo(approved.digest());
        assertThat(PlanDifference.between(approved, now, 8))
                .contains("plan.inputs.size was 3, now 5", "plan.steps[back-up].action.object.data.size was 3, now 5");
        assertThat(PlanDifference.between(approved, now, 1)).hasSize(1);
    }

    @Test
    void aPlanThatWasShownIsFoundByItsDigestAndReadBackAsItWas() {
        PlanStore store = new PlanStore(state);
        FrozenPlan plan = plan("rbcdfgh", "ada", "3");
        store.keep(plan);
        store.keep(plan);
        assertThat(store.find(plan.digest())).contains(plan);
        assertThat(store.find("sha256:" + "0".repeat(64))).isEmpty();
        assertThat(store.find("../../etc/passwd")).isEmpty();
    }

    @Test
    void onlyTheNewestPlansAreKept() throws Exception {
        PlanStore store = new PlanStore(state);
        for (int i = 0; i < 103; i++) {
            store.keep(plan("rbcdfgh", "ada", String.valueOf(i)));
        }
        try (Stream<Path> files = Files.list(state.resolve("plans"))) {
            assertThat(files).hasSize(100);
        }
    }
}
