package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.MillTool;
import io.millwright.spi.Activity;
import io.millwright.spi.Dimension;
import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTextTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String COMMAND =
            "kubectl -n corn patch mill old --type merge -p '{\"spec\":{\"sluice\":\"shut\",\"wear\":0}}'";

    private static Instance mill(String name) {
        return new Instance(
                new InstanceId("mill", "east", "corn", name),
                "mill",
                Optional.of("2.1"),
                new Management(Management.By.MANIFEST, ""),
                Activity.STEADY,
                MillTool.mill("corn", name, 1),
                Map.of());
    }

    private static Finding finding(String title, Severity severity, Optional<String> cause, Remedy... remedies) {
        return new Finding(
                "mill.test",
                severity,
                Dimension.AVAILABILITY,
                title,
                "No flour is made, neither for the village nor for the town beyond the river, until it is mended.",
                List.of(new Evidence(
                        "wheel",
                        Optional.of(ObjectRef.of(MillTool.MILL, "corn", "old")),
                        "status.wheel",
                        "stands \u001b[31mstill",
                        NOW)),
                cause,
                List.of(remedies),
                Optional.of(NOW.minusSeconds(3600)));
    }

    private static String written(Checked... checked) {
        StringWriter out = new StringWriter();
        HealthText.write(
                List.of(checked),
                " --sandbox",
                new Console(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        new BufferedReader(new StringReader("")),
                        false,
                        Capabilities.detect(Map.of("TERM", "vt100", "LANG", "C.UTF-8"))));
        return out.toString();
    }

    @Test
    void aFindingSaysWhatWhereSinceWhenWhyAndAllThatHelps() {
        String said = written(new Checked(
                mill("old"),
                Severity.CRITICAL,
                List.of(finding(
                        "The wheel stands still",
                        Severity.CRITICAL,
                        Optional.of("the sluice is shut"),
                        new Remedy.Run("dress the stones", "dress-stones", Map.of("depth", "4")),
                        new Remedy.Manual("open the sluice", "Walk to the pond.\n" + COMMAND))),
                3));

        assertThat(said)
                .contains(
                        "mill/corn/old on east",
                        "✖ Critical  The wheel stands still",
                        "since     2026-11-24T09:00:00Z",
                        "(Mill corn/old, status.wheel)",
                        "cause     the sluice is shut",
                        "$ millwright run mill dress-stones corn/old --context east --sandbox --set depth=4",
                        "              open the sluice\n                Walk to the pond.\n                " + COMMAND
                                + "\n",
                        "1 instance: 1 Critical")
                .doesNotContain("\u001b");
        assertThat(said.lines()
                        .filter(l -> !l.contains(COMMAND) && !l.contains("$ millwright"))
                        .mapToInt(String::length))
                .as("sentences fit into 80 columns")
                .allMatch(l -> l <= 80);
    }

    @Test
    void theWorstInstanceComesFirstAndOneInOrderIsOneLine() {
        String said = written(
                new Checked(mill("new"), Severity.OK, List.of(), 3),
                new Checked(
                        mill("old"),
                        Severity.UNKNOWN,
                        List.of(finding("It can't be told", Severity.UNKNOWN, Optional.empty(), Remedy.NONE_KNOWN)),
                        3));

        assertThat(said)
                .startsWith("mill/corn/old on east\n")
                .contains("remedy    none known\n")
                .doesNotContain("cause")
                .endsWith("● OK  mill/corn/new on east  3 checks, nothing found\n2 instances: 1 Unknown, 1 OK\n");
    }
}
