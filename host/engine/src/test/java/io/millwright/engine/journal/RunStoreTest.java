package io.millwright.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    @TempDir
    private Path state;

    private RunStore store;

    @BeforeEach
    void open() {
        store = new RunStore(state, Clock.systemUTC());
    }

    private static FrozenPlan plan(String id) {
        Plan plan = new Plan(
                "Scale web",
                "mill",
                "scale",
                Intent.SCALE,
                Danger.REVERSIBLE,
                new Plan.Target(
                        new InstanceId("mill", "eu-1", "db", "web"),
                        ObjectRef.of(Kind.DEPLOYMENT, "db", "web"),
                        1,
                        "1"),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
        return new FrozenPlan(
                Json.SCHEMA,
                id,
                plan,
                new FrozenPlan.Plugin("mill", "1", "ab"),
                "uid-1",
                "eu-1",
                "ada",
                Instant.parse("2026-11-24T10:00:00Z"));
    }

    private String state(String id) {
        return RunExport.state(store.find(id).orElseThrow());
    }

    @Test
    void aRunThatIsBeingWrittenIsGoingOnAndNotInterrupted() {
        try (Journal journal = store.begin(plan("ra"))) {
            journal.append("RUN_STATE", Map.of("state", "RUNNING"));
            assertThat(state("ra")).isEqualTo("RUNNING_ELSEWHERE");
        }
        assertThat(state("ra")).isEqualTo("INTERRUPTED");
    }

    @Test
    void aPlanIsRunOnce() {
        store.begin(plan("ra")).close();
        assertThatThrownBy(() -> store.begin(plan("ra"))).hasMessageContaining("was begun before");
    }

    @Test
    void aRunThatCannotBeReadIsToldAndNotDropped() throws IOException {
        store.begin(plan("ra")).close();
        store.begin(plan("rb")).close();
        Files.writeString(state.resolve("runs/uid-1/rb/plan.json"), "{\"plan\": 3");
        assertThat(store.list()).extracting(r -> r.plan().planId()).containsExactly("ra");
        assertThat(store.unreadable()).extracting(RunStore.UnreadableRun::id).containsExactly("rb");
    }

    /** A crash may leave half a letter; it cost the whole run, which then was neither listed nor resumed. */
    @Test
    void aLineThatWasCutInTheMiddleOfALetterIsTorn() throws IOException {
        try (Journal journal = store.begin(plan("ra"))) {
            journal.append("NOTE", Map.of("text", "sound"));
            journal.append("NOTE", Map.of("text", "größer"));
            journal.force();
        }
        Path file = state.resolve("runs/uid-1/ra/journal.jsonl");
        byte[] whole = Files.readAllBytes(file);
        int half = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\u00c3\u00b6") + 1;
        Files.write(file, Arrays.copyOf(whole, half));
        RunStore.StoredRun run = store.find("ra").orElseThrow();
        assertThat(run.journal().torn()).isPresent();
        assertThat(run.journal().records()).hasSize(1);
        try (Journal again = store.reopen(run)) {
            again.append("NOTE", Map.of("text", "goes on"));
        }
        assertThat(JournalReader.read(file).records()).hasSize(2);
        assertThat(JournalReader.read(file).torn()).isEmpty();
    }

    @Test
    void everyTornLineIsKept() throws IOException {
        store.begin(plan("ra")).close();
        Path file = state.resolve("runs/uid-1/ra/journal.jsonl");
        for (String torn : List.of("{\"seq\":0,\"one", "{\"seq\":0,\"other")) {
            Files.writeString(file, torn, StandardOpenOption.APPEND);
            store.reopen(store.find("ra").orElseThrow()).close();
        }
        assertThat(Files.readAllLines(file.resolveSibling("journal.torn")))
                .containsExactly("{\"seq\":0,\"one", "{\"seq\":0,\"other");
    }
}
