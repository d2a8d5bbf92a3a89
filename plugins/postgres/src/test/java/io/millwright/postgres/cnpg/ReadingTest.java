package io.millwright.postgres.cnpg;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.Version;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {
    @Test
    void positionsInTheWalAreSubtracted() {
        assertThat(Lsn.between("0/FFFFFFFF", "1/0")).contains(1L);
        assertThat(Lsn.between("1/0", "0/0")).contains(0L);
        assertThat(Lsn.between("", "0/0")).isEmpty();
    }

    @Test
    void fencedInstancesAreRead() {
        Resource cluster =
                new Resource(Map.of("metadata", Map.of("annotations", Map.of(Cnpg.FENCED, "[\"a-1\", \"a-2\"]"))));
        assertThat(new PgCluster(cluster).fenced()).containsExactly("a-1", "a-2");
        assertThat(new PgCluster(new Resource(Map.of())).fenced()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0 0 2 * * *, 2026-09-02T02:00:00Z",
        "0 30 12 * * *, 2026-09-01T12:30:00Z",
        "0 0 3 * * 0, 2026-09-06T03:00:00Z",
        "0 0 3 * * sun, 2026-09-06T03:00:00Z",
        "0 0 3 * * 7, 2026-09-06T03:00:00Z",
        "0 0 0 1 * *, 2026-10-01T00:00:00Z",
        "0 */15 * * * *, 2026-09-01T12:15:00Z",
        "0 0 0 15 * fri, 2026-09-04T00:00:00Z",
        "@hourly, 2026-09-01T13:00:00Z"
    })
    void schedulesTellTheirNextRun(String text, Instant expected) {
        Schedule.Parsed parsed = Schedule.parse(text);
        assertThat(parsed).isInstanceOf(Schedule.Parsed.Good.class);
        assertThat(((Schedule.Parsed.Good) parsed).schedule().next(Instant.parse("2026-09-01T12:00:00Z")))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"0 2 * * *", "0 0 24 * * *", "0 0 2 * 0 *", "a b c d e f", "0 0 5-3 * * *", "@fortnightly", "''"},
            delimiter = ';')
    void whatIsNoScheduleSaysWhy(String text) {
        assertThat(Schedule.parse(text)).isInstanceOf(Schedule.Parsed.Bad.class);
    }

    @Test
    void theLongestGapIsHowOldABackupMayGet() {
        Schedule.Parsed.Good weekdays = (Schedule.Parsed.Good) Schedule.parse("0 0 2 * * 1-5");
        assertThat(weekdays.schedule().longestGap(Instant.parse("2026-09-01T12:00:00Z")))
                .contains(Duration.ofDays(3));
    }

    @Test
    void theCatalogueNamesChartsOnlyWhereUpstreamMadeThem() {
        Catalogue catalogue = Catalogue.load();
        assertThat(catalogue.operator(Version.of("1.30.0")).orElseThrow().chart())
                .contains("0.29.0");
        assertThat(catalogue.operator(Version.of("1.29.2")).orElseThrow().chart())
                .isEmpty();
        assertThat(catalogue.bestChart("1.36").version()).isEqualTo(Version.of("1.30.0"));
        assertThat(catalogue.bestChart("1.32").version()).isEqualTo(Version.of("1.28.1"));
        assertThat(catalogue.bestChart("1.99").version()).isEqualTo(Version.of("1.30.0"));
        assertThat(catalogue.releases()).isNotEmpty();
    }
}
