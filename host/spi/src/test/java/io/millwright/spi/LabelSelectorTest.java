package io.millwright.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A selector of an object selects what Kubernetes' own does. */
class LabelSelectorTest {
    private static final Resource WORKLOAD = Resource.of(
            Kind.DEPLOYMENT,
            "db",
            "web",
            Map.of(
                    "spec",
                    Map.of(
                            "selector",
                            Map.of(
                                    "matchLabels",
                                    Map.of("app", "web"),
                                    "matchExpressions",
                                    List.of(
                                            Map.of("key", "tier", "operator", "In", "values", List.of("a", "b")),
                                            Map.of("key", "canary", "operator", "DoesNotExist"))))));

    @Test
    void labelsAndExpressionsMustHoldBoth() {
        LabelSelector selector = LabelSelector.of(WORKLOAD, "spec", "selector");
        assertThat(selector.selects(Map.of("app", "web", "tier", "a", "other", "x")))
                .isTrue();
        assertThat(selector.selects(Map.of("app", "web"))).isFalse();
        assertThat(selector.selects(Map.of("app", "api", "tier", "a"))).isFalse();
        assertThat(selector.selects(Map.of("app", "web", "tier", "b", "canary", "")))
                .isFalse();
        assertThat(selector.text()).isEqualTo("app=web,tier in (a,b),!canary");
    }

    @Test
    void whatIsNotThereAsksForNothing() {
        LabelSelector selector = LabelSelector.of(WORKLOAD, "spec", "podSelector");
        assertThat(selector).isEqualTo(LabelSelector.ALL);
        assertThat(selector.isEmpty()).isTrue();
        assertThat(selector.selects(Map.of("app", "web"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "In,      a b, a,  true,  k in (a b)",
        "In,      a b, c,  false, k in (a b)",
        "In,      a b, '', false, k in (a b)",
        "NotIn,   a b, a,  false, k notin (a b)",
        "NotIn,   a b, '', true,  k notin (a b)",
        "Exists,  '',  a,  true,  k",
        "Exists,  '',  '', false, k",
        "DoesNotExist, '', '', true, !k",
        "Gt,      3,   4,  true,  k>3",
        "Gt,      3,   3,  false, k>3",
        "Gt,      3,   x,  false, k>3",
        "Lt,      3,   -2, true,  k<3",
        "Lt,      3,   '', false, k<3",
        "Other,   a,   a,  false, k"
    })
    void eachOperator(String operator, String values, String value, boolean holds, String text) {
        var requirement =
                new LabelSelector.Requirement("k", operator, values.isEmpty() ? List.of() : List.of(values.split(" ")));
        assertThat(requirement.holds(value.isEmpty() ? Map.of() : Map.of("k", value)))
                .isEqualTo(holds);
        assertThat(new LabelSelector(Map.of(), List.of(requirement)).text()).isEqualTo(text.replace("a b", "a,b"));
    }
}
