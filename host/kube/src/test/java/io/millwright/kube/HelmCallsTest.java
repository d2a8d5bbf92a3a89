package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.browse.ApiCall;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Helm does is told among the calls, without what it was given. */
final class HelmCallsTest {
    private static final Action.Helm UPGRADE = new Action.Helm(
            Action.Helm.Verb.UPGRADE,
            "shop",
            "lamp",
            Optional.of(new ChartRef("https://ada:hunter2@charts.example.org", "lamp", "1.2.3")),
            Map.of("password", "hunter2"));

    private final List<ApiCall> told = new ArrayList<>();
    private final HelmCalls calls = new HelmCalls(told::add, "eu-1", Clock.systemUTC());

    @Test
    void whatWasDoneIsALineOfHelmWithoutValues() {
        assertThat(calls.told("change the release", HelmCalls.line(UPGRADE), () -> 7))
                .isEqualTo(7);
        assertThat(told).singleElement().satisfies(c -> {
            assertThat(c.method()).isEqualTo("HELM");
            assertThat(c.path())
                    .isEqualTo("upgrade lamp lamp --repo https://charts.example.org --version 1.2.3 --values FILE"
                            + " --namespace shop");
            assertThat(c.result()).isEqualTo("done");
            assertThat(c.ok()).isTrue();
            assertThat(c.context()).isEqualTo("eu-1");
            assertThat(c.toString()).doesNotContain("hunter2");
        });
        assertThat(HelmCalls.line(new Action.HelmRollback("shop", "lamp", 3)))
                .isEqualTo("rollback lamp 3 --namespace shop");
        assertThat(HelmCalls.template(new Action.Helm(
                        Action.Helm.Verb.INSTALL,
                        "shop",
                        "lamp",
                        Optional.of(new ChartRef("oci://r.example.org/charts", "lamp", "1")),
                        Map.of())))
                .isEqualTo("template lamp oci://r.example.org/charts/lamp --version 1 --namespace shop");
    }

    @Test
    void aFailureIsToldWithoutItsWordsAndGoesOn() {
        ProblemException quoting =
                new ProblemException(Problem.user("upgrade", "eu-1", "hunter2 is too short", "Ask."));
        assertThatThrownBy(() -> calls.told("change the release", HelmCalls.line(UPGRADE), () -> {
                    throw quoting;
                }))
                .isSameAs(quoting);
        assertThat(told).singleElement().satisfies(c -> {
            assertThat(c.ok()).isFalse();
            assertThat(c.result()).isEqualTo("failed");
            assertThat(c.toString()).doesNotContain("hunter2");
        });
    }
}
