package io.millwright.kit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Undo;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way back leads through the mirror that the run was given. */
class WayBackTest {
    private static final String MIRROR = "oci://mirror.example.org/charts";
    private static final ChartRef OFFICIAL = new ChartRef("https://charts.example.org", "mill", "1.0.0");

    private static Request request(String repository) {
        return new Request("t0", Optional.empty(), "db", Map.of("repository", repository), Map.of());
    }

    private static Optional<ChartRef> chart(Undo undo) {
        return undo instanceof Undo.BestEffort back && back.action() instanceof Action.Helm helm
                ? helm.chart()
                : Optional.empty();
    }

    @Test
    void theFormerChartOfAnUpgradeComesFromTheMirror() {
        ObjectRef release = ObjectRef.of(Kind.SECRET, "db", "mill");
        assertThat(chart(Releases.back(request(MIRROR), release, Optional.of(OFFICIAL), "nothing", "unknown")))
                .contains(new ChartRef(MIRROR, "mill", "1.0.0"));
        assertThat(chart(Releases.back(request(""), release, Optional.of(OFFICIAL), "nothing", "unknown")))
                .contains(OFFICIAL);
    }

    @Test
    void whatWasUninstalledIsInstalledAgainFromTheMirror() {
        assertThat(chart(Releases.uninstall(request(MIRROR), "db", "mill", Optional.of(OFFICIAL), "because")
                        .undo()))
                .contains(new ChartRef(MIRROR, "mill", "1.0.0"));
    }
}
