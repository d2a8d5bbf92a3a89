package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final List<Column> COLUMNS = List.of(
            new Column("Name", false),
            new Column("Ready", false),
            new Column("Status", false),
            new Column("Restarts", false),
            new Column("Age", false));
    private static final List<Row> ROWS = List.of(
            row("web-1", "1/1", "Running", "0", "5m"),
            row("web-2", "0/1", "CrashLoopBackOff", "12 (3m ago)", "3h"),
            row("orders-1", "1/1", "Running", "4", "40d"),
            row("job-x", "0/1", "Completed", "0", "2d"));

    private static Row row(String name, String... cells) {
        return new Row(
                "lab",
                "shop",
                name,
                Stream.concat(Stream.of(name), Arrays.stream(cells)).toList(),
                "",
                0,
                NOW.getEpochSecond());
    }

    private static String found(String typed) {
        return String.join(
                " ",
                ROWS.stream()
                        .filter(Filter.parse(typed, COLUMNS, NOW).test())
                        .map(Row::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|web-1 web-2 orders-1 job-x",
                "WEB|web-1 web-2",
                "^web-[12]$|web-1 web-2",
                "web running|web-1",
                "!running|web-2 job-x",
                "!|web-1 web-2 orders-1 job-x",
                "-f od1|orders-1",
                "age<2h|web-1",
                "age>1d|orders-1 job-x",
                "restarts>3|web-2 orders-1",
                "restarts>3 age>1d|orders-1",
                "!restarts>3|web-1 job-x",
                "status=running|web-1 orders-1",
                "ready<1|web-2 job-x",
                "shop|web-1 web-2 orders-1 job-x",
                "web-(|''",
            })
    void findsRows(String typed, String names) {
        assertThat(found(typed)).isEqualTo(names);
    }

    @Test
    void textsAreMeantExactlyWhateverARegularExpressionWouldMakeOfThem() {
        assertThat(Filter.exactly(List.of("web-1", "job-x"))).isEqualTo("^(web-1|job-x)$");
        assertThat(found(Filter.exactly(List.of("web-1", "job-x", "order")))).isEqualTo("web-1 job-x");
        assertThat(Filter.exactly(List.of("eu.example"))).isEqualTo("^(eu\\.example)$");
        assertThat(found(Filter.exactly(List.of("web.1")))).isEmpty();
        String odd = "[a](b){c}.*+?^$|\\";
        assertThat(Pattern.matches(Filter.exactly(List.of(odd)), odd)).isTrue();
    }

    @Test
    void aPatternThatMakesNoSenseIsTakenAsWrittenAndSaysSo() {
        assertThat(Filter.parse("web-(", COLUMNS, NOW).problem()).isPresent();
        assertThat(Filter.parse("web-.", COLUMNS, NOW).problem()).isEmpty();
    }

    @Test
    void labelsAreTheServersToSelectBy() {
        Filter filter = Filter.parse("-l app=web,tier!=db", COLUMNS, NOW);
        assertThat(filter.labels()).isEqualTo("app=web,tier!=db");
        assertThat(ROWS).allMatch(filter.test());
    }

    @Test
    void faultsAreTheRowsThatLookWrongButNotThoseThatAreDone() {
        assertThat(ROWS.stream().filter(Faults.in(COLUMNS)).map(Row::name)).containsExactly("web-2");
    }

    @ParameterizedTest
    @CsvSource({
        "5s,5",
        "119s,119",
        "9m5s,545",
        "12m,720",
        "5h30m,19800",
        "47h,169200",
        "3d4h,273600",
        "400d,34560000",
        "3y40d,98064000"
    })
    void agesAreWrittenAndReadAsTheServerDoes(String text, long seconds) {
        assertThat(Ages.text(Duration.ofSeconds(seconds))).isEqualTo(text);
        assertThat(Ages.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void anAgeGrowsWhileOneLooksAtIt() {
        Row young = ROWS.getFirst();
        assertThat(Ages.cell(young, 4, "Age", NOW)).isEqualTo("5m");
        assertThat(Ages.cell(young, 4, "Age", NOW.plusSeconds(61))).isEqualTo("6m1s");
        assertThat(Ages.cell(row("x", "", "", "", "<unknown>"), 4, "Age", NOW)).isEqualTo("<unknown>");
    }

    @Test
    void whenSomethingLastHappenedGrowsToo() {
        Row restarted = row("x", "14 (3m ago)", "", "", "");
        int column = restarted.cells().indexOf("14 (3m ago)");
        assertThat(Ages.beside(restarted, column, NOW)).isEqualTo("14 (3m ago)");
        assertThat(Ages.beside(restarted, column, NOW.plus(Duration.ofHours(5))))
                .isEqualTo("14 (5h3m ago)");
        assertThat(Ages.beside(row("x", "a (b ago)", "", "", ""), column, NOW)).isEqualTo("a (b ago)");
    }

    @Test
    void aComparisonOfAColumnThatIsNotThereIsSaidInsteadOfHidingAllRows() {
        assertThat(Filter.parse("stauts=Running", COLUMNS, NOW).problem())
                .contains("no column 'stauts'; labels: -l stauts=Running");
        assertThat(Filter.parse("cpu>500m", COLUMNS, NOW).problem()).contains("no column 'cpu'");
        assertThat(Filter.parse("namespace=db age<2h", COLUMNS, NOW).problem()).isEmpty();
    }

    @Test
    void onlyComparisonsOfSpansGrowOld() {
        assertThat(Filter.growsOld("web age<2h")).isTrue();
        assertThat(Filter.growsOld("restarts>3 web")).isFalse();
        assertThat(Filter.growsOld("")).isFalse();
    }
}
