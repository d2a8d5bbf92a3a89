package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.Thresholds;
import io.millwright.app.browse.Thresholds.Level;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set about what is shown. */
class DisplayReaderTest {
    @TempDir
    private Path folder = Path.of(".");

    private Settings read(String text) throws IOException {
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), text));
    }

    private static List<String> warnings(Settings settings) {
        return settings.warnings().stream().map(Problem::why).toList();
    }

    @Test
    void thresholdsAreThoseThatAreSet() throws IOException {
        Settings settings =
                read("thresholds: {cpu: {warning: 60, critical: 70}, memory: {warning: 90, critical: 90}}\n");
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.display().thresholds()).isEqualTo(new Thresholds(new Level(60, 70), new Level(90, 90)));
    }

    @ParameterizedTest
    @CsvSource({"'warning: 70', 70, 95", "'critical: 90', 80, 90", "'critical: 50', 50, 50", "'warning: 97', 97, 97"})
    void oneThresholdAloneMovesTheOtherOnlyWhereItMust(String set, int warning, int critical) throws IOException {
        Settings settings = read("thresholds: {cpu: {" + set + "}}\n");
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.display().thresholds())
                .isEqualTo(new Thresholds(new Level(warning, critical), Level.USUAL));
    }

    @ParameterizedTest
    @CsvSource({
        "'cpu: {warning: 90, critical: 80}', 'is above its ''critical'', 80'",
        "'cpu: {warning: 0}', '''warning'' is a whole number from 1 to 100'",
        "'cpu: {critical: 101}', '''critical'' is a whole number from 1 to 100'",
        "'cpu: {critical: 99.5}', '''critical'' is a whole number from 1 to 100'",
        "'cpu: {warning: high}', '''warning'' is a whole number from 1 to 100'",
        "'cpu: 90', '''cpu'' must be a map'",
        "'cpu: {warnings: 90}', 'no threshold of ''cpu'' ''warnings''; there are critical, warning'",
        "'disk: {warning: 90}', 'no threshold ''disk''; there are cpu, memory'"
    })
    void aThresholdThatCantHoldIsNamedWithItsLineAndTheUsualOneHolds(String set, String why) throws IOException {
        Settings settings = read("theme: dark\nthresholds:\n  " + set + "\n");
        assertThat(warnings(settings)).singleElement().asString().contains(why);
        assertThat(settings.warnings().getFirst().on()).endsWith("config.yaml:3");
        assertThat(settings.display()).isEqualTo(Display.USUAL);
    }

    @Test
    void breadcrumbsCanBeLeftOut() throws IOException {
        assertThat(read("breadcrumbs: false\n").display().breadcrumbs()).isFalse();
        assertThat(read("theme: dark\n").display().breadcrumbs()).isTrue();
        assertThat(warnings(read("breadcrumbs: 3\n"))).containsExactly("'breadcrumbs' is true or false");
    }

    @Test
    void logsAreReadAndKeptAsFarAsIsSet() throws IOException {
        Settings settings = read("logs: {tail: 1000, lines: 20000, since: 15m}\n");
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.display().logs())
                .isEqualTo(new LogLimits(OptionalInt.of(1000), 20_000, Optional.of(Duration.ofMinutes(15))));
    }

    @Test
    void whatIsNotSetOfLogsFitsWhatIs() throws IOException {
        assertThat(read("logs: {tail: 9000}\n").display().logs().lines()).isEqualTo(9000);
        LogLimits few = read("logs: {lines: 100}\n").display().logs();
        assertThat(few.tail(500)).isEqualTo(100);
        assertThat(few.tail(50)).isEqualTo(50);
        assertThat(LogLimits.USUAL.tail(500)).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tail: 0|whole number from 1 to 50000",
                "lines: 99|whole number from 100 to 50000",
                "lines: 50001|whole number from 100 to 50000",
                "tail: 600, lines: 500|of logs, 600, is more than the lines that are kept, 500",
                "since: soon|since is a span of time, such as 15m or 2h",
                "since: 0s|since is a span of time",
                "buffer: 3|no setting of logs buffer; there are lines, since, tail"
            })
    void aLimitOfLogsThatCantHoldIsNamedAndTheUsualOneHolds(String set, String why) throws IOException {
        Settings settings = read("logs: {" + set + "}\n");
        assertThat(warnings(settings))
                .singleElement()
                .asString()
                .satisfies(w -> assertThat(w.replace("'", "")).contains(why));
        assertThat(settings.warnings().getFirst().on()).endsWith("config.yaml:1");
        assertThat(settings.display()).isEqualTo(Display.USUAL);
    }
}
