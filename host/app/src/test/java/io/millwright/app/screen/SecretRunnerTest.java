package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.Hidden;
import io.millwright.app.page.ObjectAsk;
import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.guardrail.Rule;
import io.millwright.engine.journal.PodSessions;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who looks at values of Secrets is recorded, and may be refused. */
class SecretRunnerTest {
    private static final Clock CLOCK = Clock.fixed(Told.NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder = Path.of(".");

    private Answer<Hidden> reveal(Guardrails guardrails, Optional<String> key, OwnFiles files) {
        FakeClusters clusters = new FakeClusters()
                .cluster(
                        "prod",
                        Resource.of(
                                Kind.SECRET,
                                "db",
                                "login",
                                Map.of("data", Map.of("password", "aHVudGVyMg==", "key", "AAEC"))));
        return new SecretRunner(clusters::open, CLOCK, files, () -> guardrails)
                .reveal(new BrowseEffect.Reveal(1, new ObjectAsk("prod", "secrets", "db", "login"), key));
    }

    private static Guardrails denying(String runbook) {
        return new Guardrails(
                List.of(new Rule(
                        "no secrets",
                        List.of("prod*"),
                        List.of(),
                        List.of(),
                        List.of(runbook),
                        Set.of(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        false)),
                List.of(),
                List.of());
    }

    @Test
    void aLookIsRecordedWithWhoAndWhichKeysAndWithoutValues() throws IOException {
        OwnFiles files = new OwnFiles(folder.resolve("state"));
        Hidden values =
                reveal(Guardrails.NONE, Optional.of("password"), files).value().orElseThrow();
        assertThat(values.value("password")).contains("hunter2");
        assertThat(values.value("key")).isEmpty();
        PodSessions.Past look = files.sessions(CLOCK).list().getFirst();
        assertThat(look.kind()).isEqualTo("reveal");
        assertThat(look.by()).isEqualTo("alice");
        assertThat(look.target()).isEqualTo("Secret/login");
        assertThat(look.words()).containsExactly("password");
        assertThat(look.how()).isEqualTo("shown");
        Path journal = folder.resolve("state/sessions/" + look.id() + "/journal.jsonl");
        assertThat(Files.readString(journal))
                .contains("2026-11-24T10:00:00Z")
                .doesNotContain("hunter2", "aHVudGVyMg", "AAEC");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.getParent())))
                .isEqualTo("rwx------");
        assertThat(reveal(Guardrails.NONE, Optional.empty(), files)
                        .value()
                        .orElseThrow()
                        .value("key"))
                .contains("(3 bytes that are no text)");
        assertThat(files.sessions(CLOCK).list()).hasSize(2);
    }

    @Test
    void whatAGuardrailDeniesByNameIsNotReadAndOthersDont() {
        OwnFiles files = new OwnFiles(folder.resolve("state"));
        Answer<Hidden> refused = reveal(denying("reveal"), Optional.empty(), files);
        assertThat(refused.value()).isEmpty();
        assertThat(refused.problem().orElseThrow().why()).contains("the guardrail 'no secrets' denies it");
        assertThat(files.sessions(CLOCK).list()).isEmpty();
        assertThat(reveal(denying("scale"), Optional.empty(), files).value()).isPresent();
    }

    @Test
    void whatCannotBeRecordedIsNotShown() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        assertThat(reveal(Guardrails.NONE, Optional.empty(), new OwnFiles(file)).value())
                .isEmpty();
    }

    @Test
    void aSavedTextIsItsOwnersAloneAndHasNoCredentials() throws IOException {
        Path file = new OwnFiles(folder.resolve("state"))
                .save("prod-pods-db-a/b", "txt", "password: hunter2\nlistening\n", Told.NOW);
        assertThat(file.getParent()).isEqualTo(folder.resolve("state/saved"));
        assertThat(file.getFileName()).hasToString("prod-pods-db-a-b-20261124-100000-000.txt");
        assertThat(Files.readString(file)).contains("listening").doesNotContain("hunter2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
