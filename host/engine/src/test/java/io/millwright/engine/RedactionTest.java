package io.millwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millwright.engine.json.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:canary@h/db",
                "redis://:canary@h:6379",
                "postgres://u:p@canary@h/db",
                "--password=canary",
                "run --password canary --verbose",
                "run --db-token canary",
                "PGPASSWORD=canary psql",
                "Authorization: Bearer canary12345",
                "password: 'canary with blanks'"
            })
    void credentialsInTextAreTakenOut(String text) {
        assertThat(Redaction.text(text)).doesNotContain("canary").contains("<redacted>");
    }

    @Test
    void listsAndNestedTextAreTakenOutHoweverDeep() {
        Map<String, Object> tree = Map.of(
                "seen", List.of("spec.url = postgres://u:canary@h", "ok"),
                "deep", Map.of("list", List.of(List.of("token=canary"), Map.of("text", "--password=canary"))),
                "command", List.of("psql", "--password", "canary", "-c", "select 1"),
                "password", 12345,
                "adminPassword", List.of("canary"),
                "env", List.of(Map.of("name", "PGPASSWORD", "value", "canary")));
        assertThat(Json.write(Redaction.of(tree)))
                .doesNotContain("canary")
                .doesNotContain("12345")
                .contains("select 1");
    }

    @Test
    void whatIsNoSecretStays() {
        Map<String, Object> tree = Map.of(
                "image", "registry.example:5000/pg:17",
                "passwordSecret", Map.of("name", "db-app"),
                "url", "https://charts.example/pg@1",
                "secretName", "tls",
                "replicas", 3);
        assertThat(Redaction.of(tree)).isEqualTo(tree);
    }

    /** A certificate in a manifest is such a word; a pattern that begins anew at each letter needs minutes for it. */
    @Test
    void oneLongWordIsReadInNoTime() {
        String word = "x".repeat(500_000) + "-".repeat(50_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(Redaction.text(word)).isEqualTo(word));
    }

    @Test
    void takingOutTwiceIsTakingOutOnce() {
        Map<String, Object> once = Redaction.of(Map.of("password", "canary", "text", "token=canary x"));
        assertThat(Redaction.of(once)).isEqualTo(once);
    }

    @Test
    void aSecretShowsOnlyItsKeys() {
        Resource secret = Resource.of(Kind.SECRET, "db", "app", Map.of("data", Map.of("user", "canary")));
        assertThat(Json.write(Redaction.of(secret))).doesNotContain("canary").contains("user");
    }
}
