package io.millwright.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about failures names nothing that isn't there: checks, runbooks and faults, each in its column. */
class FailuresPageTest {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private final PostgresTool tool = new PostgresTool();

    private static List<String[]> rows() throws IOException {
        String page = Files.readString(Path.of("../../docs/reference/postgres-failures.md"));
        return page.substring(0, page.indexOf("## What was seen"))
                .lines()
                .filter(l -> l.startsWith("| ") && !l.startsWith("| ---") && !l.startsWith("| failure"))
                .map(l -> l.split("\\|"))
                .toList();
    }

    private static List<String> names(String cell) {
        Matcher found = NAME.matcher(cell);
        List<String> names = new ArrayList<>();
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    @Test
    void everyFailureNamesWhatFindsAndWhatMendsItByItsRealName() throws IOException {
        List<String> checks =
                tool.healthChecks().stream().map(c -> c.info().id()).toList();
        List<String> runbooks = tool.runbooks().stream().map(r -> r.info().id()).toList();
        List<String> faults = tool.simulator().orElseThrow().exercises().stream()
                .map(Simulator.Exercise::fault)
                .toList();
        assertThat(rows()).hasSizeGreaterThan(16).allSatisfy(row -> {
            assertThat(row).as(row[1]).hasSize(5);
            assertThat(names(row[2]).stream().filter(n -> n.contains(".")))
                    .as(row[1])
                    .isSubsetOf(checks);
            assertThat(names(row[2]).stream().filter(n -> !n.contains(".")))
                    .as(row[1])
                    .isSubsetOf(runbooks);
            assertThat(names(row[3])).as(row[1]).isSubsetOf(runbooks);
            assertThat(names(row[4])).as(row[1]).isSubsetOf(faults);
            assertThat(names(row[2]).size() + names(row[3]).size())
                    .as("what is said of: " + row[1])
                    .isPositive();
        });
        assertThat(rows().stream().flatMap(row -> names(row[4]).stream()))
                .as("faults that the page doesn't name")
                .containsAll(
                        faults.stream().filter(f -> !f.equals("operator-down")).toList());
    }
}
