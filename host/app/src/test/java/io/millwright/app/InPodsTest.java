package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.cli.PodWork;
import io.millwright.app.settings.SettingsReader;
import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.testkit.Answering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done in pods obeys settings and guardrails, and is written down without secrets. */
class InPodsTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "orders-1");

    @TempDir
    private Path folder;

    private final FakeClusters clusters = new FakeClusters();

    @BeforeEach
    void clusters() {
        clusters.cluster("prod-eu");
        clusters.cluster("dev");
    }

    private InPods inPods() {
        Services services = new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC),
                () -> SettingsReader.read(folder.resolve("config.yaml")),
                _ -> List.of(),
                _ -> clusters,
                EngineOperations::new);
        return new InPods(services, new Permission(services));
    }

    private static PodWork work(PodWork.Way way, String... words) {
        return new PodWork(way, POD, "main", List.of(words));
    }

    private void guardrails(String rules) throws IOException {
        Files.writeString(folder.resolve("guardrails.yaml"), "rules:\n" + rules);
    }

    private String written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("sessions"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void whoDidWhatWhereAndHowItEndedIsWrittenDownWithoutSecrets() throws Exception {
        InPods inPods = inPods();
        PodWork work = work(PodWork.Way.EXEC, "psql", "--password", "hunter2", "-c", "set token=hunter3");
        try (PodSessions.Open record = inPods.begin("dev", work, Operator.NOBODY)) {
            assertThat(inPods.past()).singleElement().satisfies(s -> {
                assertThat(s.how()).isEqualTo("goes on");
                assertThat(s.context()).isEqualTo("dev");
                assertThat(s.target()).isEqualTo("Pod/orders-1");
                assertThat(s.words()).contains("psql", "--password", "-c");
            });
            record.end("exit code 3");
        }
        assertThat(inPods.past()).singleElement().satisfies(s -> {
            assertThat(s.how()).isEqualTo("exit code 3");
            assertThat(s.ended()).isPresent();
            assertThat(s.by()).isNotBlank();
        });
        assertThat(written()).doesNotContain("hunter").contains("SESSION_ENDED");
        assertThat(work.toString()).doesNotContain("hunter");
    }

    @Test
    void whatMayLoseDataIsRefusedWhereAGuardrailDeniesThatAndAPortIsNot() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), "contexts: {prod-*: {readOnly: false}}\n");
        guardrails("  - {name: nothing is lost, contexts: [prod-*], danger: data-loss, deny: true}\n");
        InPods inPods = inPods();
        assertThatThrownBy(() -> inPods.begin("prod-eu", work(PodWork.Way.EXEC, "sh"), Operator.NOBODY))
                .hasMessageContaining("'nothing is lost' denies it");
        inPods.begin("prod-eu", work(PodWork.Way.FORWARD, ":8080"), Operator.NOBODY)
                .close();
        inPods.begin("dev", work(PodWork.Way.EXEC, "sh"), Operator.NOBODY).close();
        assertThat(inPods.past()).hasSize(2).allMatch(s -> s.how().equals("closed"));
    }

    @Test
    void aReasonIsAskedWhereAGuardrailAsksForItAndKept() throws Exception {
        guardrails("  - {name: say why, runbooks: [exec], reason: true}\n");
        InPods inPods = inPods();
        assertThatThrownBy(() -> inPods.begin("dev", work(PodWork.Way.EXEC, "sh"), Operator.NOBODY))
                .hasMessageContaining("asks for a reason");
        inPods.begin("dev", work(PodWork.Way.EXEC, "sh"), new Answering(Map.of("reason", "ticket 7")))
                .close();
        assertThat(inPods.past()).extracting(PodSessions.Past::reason).containsExactly("ticket 7");
    }

    @Test
    void aContextThatIsReadOnlyIsOnlyReadFrom() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), "readOnlyContexts: [prod-*]\n");
        InPods inPods = inPods();
        for (PodWork.Way way : List.of(PodWork.Way.EXEC, PodWork.Way.ATTACH, PodWork.Way.COPY_IN)) {
            assertThatThrownBy(() -> inPods.begin("prod-eu", work(way, "x"), Operator.NOBODY))
                    .hasMessageContaining("read-only");
        }
        inPods.begin("prod-eu", work(PodWork.Way.COPY_OUT, "/etc/hosts"), Operator.NOBODY)
                .close();
        assertThat(inPods.past()).hasSize(1);
    }
}
