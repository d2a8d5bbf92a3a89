package io.millwright.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path written(int records) {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.open(file, CLOCK)) {
            for (int i = 0; i < records; i++) {
                journal.append("NOTE", Map.of("text", "record " + i));
            }
            journal.force();
        }
        return file;
    }

    @Test
    void whatIsWrittenReadsBackInOrderWithASoundChain() throws IOException {
        JournalReader.Contents contents = JournalReader.read(written(3));
        assertThat(contents.records())
                .extracting(r -> r.get("text"))
                .containsExactly("record 0", "record 1", "record 2");
        assertThat(contents.torn()).isEmpty();
        assertThat(contents.broken()).isEmpty();
    }

    @Test
    void aLaterOpeningGoesOnWithTheChain() throws IOException {
        Path file = written(2);
        written(2);
        JournalReader.Contents contents = JournalReader.read(file);
        assertThat(contents.records()).hasSize(4);
        assertThat(contents.broken()).isEmpty();
    }

    @Test
    void aTornLastLineIsCutOffAndKept() throws IOException {
        Path file = written(2);
        Files.writeString(file, "{\"seq\":2,\"half", StandardOpenOption.APPEND);
        written(1);
        assertThat(JournalReader.read(file).records()).hasSize(3);
        assertThat(folder.resolve("journal.torn")).hasContent("{\"seq\":2,\"half");
    }

    @Test
    void anEditedLineStopsTheJournalFromBeingContinued() throws IOException {
        Path file = written(3);
        Files.writeString(file, Files.readString(file).replace("record 0", "record 9"));
        assertThat(JournalReader.read(file).broken()).isPresent();
        assertThatThrownBy(() -> Journal.open(file, CLOCK))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("doesn't fit the chain");
    }

    @Test
    void aMissingLineIsFound() throws IOException {
        Path file = written(3);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(text.indexOf('\n') + 1));
        assertThat(JournalReader.read(file).broken()).isPresent();
    }

    @Test
    void secretsAreTakenOutBeforeALineIsHashed() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.open(file, CLOCK)) {
            journal.append(
                    "OUTCOME", Map.of("values", Map.of("password", "canary-1"), "message", "token=canary-2 and more"));
        }
        assertThat(Files.readString(file)).doesNotContain("canary").contains("redacted");
        assertThat(JournalReader.read(file).broken()).isEmpty();
    }

    @Test
    void onlyOneWriterAtATime() {
        Path file = written(1);
        try (Journal first = Journal.open(file, CLOCK)) {
            first.append("NOTE", Map.of());
            assertThatThrownBy(() -> Journal.open(file, CLOCK)).hasMessageContaining("another process writes it");
        }
    }

    @Test
    void afterAFailureNothingIsWrittenAnyMore() {
        List<String> written = new ArrayList<>();
        Journal.Medium failsOnce = new Journal.Medium() {
            private boolean failed;

            @Override
            public void write(ByteBuffer bytes) {
                written.add("line");
            }

            @Override
            public void force() throws IOException {
                if (!failed) {
                    failed = true;
                    throw new IOException("I/O error");
                }
            }

            @Override
            public void close() {}
        };
        Journal journal = Journal.on(failsOnce, CLOCK);
        journal.append("NOTE", Map.of());
        assertThatThrownBy(journal::force).hasMessageContaining("I/O error");
        assertThatThrownBy(() -> journal.append("INTENT", Map.of())).hasMessageContaining("I/O error");
        assertThatThrownBy(journal::force).hasMessageContaining("I/O error");
        assertThat(written).hasSize(1);
    }

    @Test
    void theNoteOfADeadProcessDoesNotCount() throws IOException {
        Path file = written(1);
        Files.writeString(folder.resolve("owner"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");
        assertThat(written(1)).isEqualTo(file);
        assertThat(folder.resolve("owner")).doesNotExist();
    }

    @Test
    void aFullDiskIsAProblemThatSaysThatNothingIsChanged() {
        Journal.Medium full = new Journal.Medium() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void force() {}

            @Override
            public void close() {}
        };
        Journal journal = Journal.on(full, CLOCK);
        assertThatThrownBy(() -> journal.append("INTENT", Map.of("step", "a")))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().why()).contains("No space left");
                    assertThat(e.problem().next()).contains("Nothing is changed in the cluster");
                });
    }
}
