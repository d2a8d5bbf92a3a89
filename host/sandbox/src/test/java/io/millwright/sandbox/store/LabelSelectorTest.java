package io.millwright.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front", "n", "5");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=web",
                "app==web,tier!=back",
                "app in (db, web)",
                "app notin (db),tier",
                "!missing",
                "missing!=x",
                "n>4,n<6",
                ""
            })
    void matches(String selector) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=db", "app!=web", "app in (db)", "app notin (web)", "!app", "missing", "n>5"})
    void doesNotMatch(String selector) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isFalse();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> LabelSelector.parse("a b c"))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(400));
    }

    @Test
    void objectFormKnowsExpressions() {
        var selector = io.millwright.spi.LabelSelector.of(new Resource(Map.of(
                "matchLabels",
                Map.of("app", "web"),
                "matchExpressions",
                List.of(Map.of("key", "tier", "operator", "In", "values", List.of("front", "back"))))));
        assertThat(selector.selects(LABELS)).isTrue();
        assertThat(selector.selects(Map.of("app", "web"))).isFalse();
    }
}
