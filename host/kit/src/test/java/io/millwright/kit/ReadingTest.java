package io.millwright.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {
    @ParameterizedTest
    @CsvSource({
        "2026-09-27 10:00:00 +0000 UTC, 2026-09-27T10:00:00Z",
        "2026-09-27 10:00:00.5 +0200 CEST, 2026-09-27T08:00:00.500Z",
        "2026-09-27 10:00:00.123456+00, 2026-09-27T10:00:00.123456Z",
        "2026-09-27 10:00:00 +0000 UTC m=+0.01, 2026-09-27T10:00:00Z",
        "2026-09-27T10:00:00Z, 2026-09-27T10:00:00Z",
        "2026-09-27T12:00:00.000001+02:00, 2026-09-27T10:00:00.000001Z"
    })
    void timesOfGoAndPostgresAreRead(String text, Instant expected) {
        assertThat(Times.loose(text)).contains(expected);
    }

    @Test
    void whatIsNoTimeIsEmpty() {
        assertThat(Times.loose("soon")).isEmpty();
        assertThat(Times.loose("2026-13-27 10:00:00 +0000 UTC")).isEmpty();
        assertThat(Times.kubernetes(Optional.of(""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00:00:01.5, PT1.5S", "1 day 02:00:00, PT26H", "3 days, PT72H", "-00:00:01, PT0S", "100:00:00, PT100H"})
    void intervalsAreRead(String text, Duration expected) {
        assertThat(Times.interval(text)).contains(expected);
    }

    @Test
    void agesHaveTwoUnitsAtMost() {
        assertThat(Times.words(Duration.ofHours(76))).isEqualTo("3 d 4 h");
        assertThat(Times.words(Duration.ofMinutes(72))).isEqualTo("1 h 12 min");
        assertThat(Times.words(Duration.ofSeconds(45))).isEqualTo("45 s");
        assertThat(Times.words(Duration.ofMillis(1500))).isEqualTo("1.5 s");
        assertThat(Times.words(Duration.ZERO)).isEqualTo("0 s");
    }

    @ParameterizedTest
    @CsvSource({"10Gi, 10737418240", "1.5Ki, 1536", "500m, 0", "2k, 2000", "7, 7"})
    void quantitiesAreRead(String text, long expected) {
        assertThat(Bytes.quantity(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie, 18.4",
        "registry:5000/pg:17.12@sha256:00, 17.12",
        "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0, 1.30.0",
        "x/cnpg:v1.29.2, 1.29.2",
        "x/postgresql:19beta1, 19beta1"
    })
    void imagesTellTheirVersion(String image, String version) {
        assertThat(Version.ofImage(image).map(Version::text)).contains(version);
    }

    @Test
    void imagesWithoutAVersionTellNone() {
        for (String image : List.of("registry:5000/pg", "pg@sha256:00", "pg:latest")) {
            assertThat(Version.ofImage(image)).isEmpty();
        }
    }

    @Test
    void versionsAreOrderedByNumber() {
        assertThat(Version.of("17.9")).isLessThan(Version.of("17.10"));
        assertThat(Version.of("1.30.0")).isLessThan(Version.of("1.30.1"));
        assertThat(Version.of("19beta1")).isLessThan(Version.of("19.1"));
        assertThat(Version.of("1.30.0-rc1")).isLessThan(Version.of("1.30.0"));
    }

    @Test
    void metricsAreRead() {
        Metrics metrics =
                Metrics.parse("# HELP a b\na{x=\"1\"} 2.5\na{x=\"2\"} 3 1700000000\nb NaN\nc +Inf\nnonsense\n");
        assertThat(metrics.sum("a")).contains(5.5);
        assertThat(metrics.value("a", "x=\"2\"")).contains(3.0);
        assertThat(metrics.value("b", "")).isEmpty();
        assertThat(metrics.value("nothing", "")).isEmpty();
    }

    @Test
    void yamlThatIsNoneIsAProblemOfTheUser() {
        assertThatThrownBy(() -> Yaml.documents("a: [", "x")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Yaml.documents("- 1", "x")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Yaml.document("", "x")).isInstanceOf(ProblemException.class);
        assertThat(Yaml.documents("---\n---\na: 1\n---\n", "x")).hasSize(1);
    }
}
