package io.millwright.kit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReleasesTest {
    private static final ChartRef PUBLISHED = new ChartRef("https://charts.example.org", "thing", "1.2.0");

    private static Step upgrade(ChartRef chart, Map<String, Object> values) {
        return Releases.upgrade("ns", "thing", chart, values, "It is newer.", new Undo.None("nothing leads back"));
    }

    @Test
    void anUpgradeFromAnArchiveOrWithNewValuesIsNeverTakenForDone() {
        assertThat(upgrade(new ChartRef("", "/tmp/thing.tgz", ""), Map.of()).probe())
                .isInstanceOf(Check.Never.class);
        assertThat(upgrade(PUBLISHED, Map.of("replicas", 2)).probe()).isInstanceOf(Check.Never.class);
    }

    @Test
    void anUpgradeToAPublishedChartIsDoneWhenTheReleaseHasIt() {
        assertThat(upgrade(PUBLISHED, Map.of()).probe()).isEqualTo(new Check.Release("ns", "thing", "1.2.0", false));
    }
}
