package io.millwright.tui.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.tui.Key;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ActionRegistryTest {
    private static final ActionSpec OPEN =
            ActionSpec.reading("row.open", "enter", "open", "Opens the row.", "millwright instances");

    private static final ActionSpec SCALE = new ActionSpec(
            "row.scale",
            ActionSpec.keys("s S"),
            "scale",
            "Adds or removes instances.",
            "moderate",
            "patch clusters",
            "x");

    private static final ActionRegistry<Boolean> REGISTRY = ActionRegistry.<Boolean>builder()
            .add(OPEN)
            .add(SCALE, permitted -> Availability.when(permitted, "needs patch on clusters"))
            .build();

    @Test
    void a_disabled_action_keeps_its_place_and_says_why() {
        assertThat(REGISTRY.offers(false))
                .extracting(
                        offer -> offer.spec().id() + ":" + offer.availability().reason())
                .containsExactly("row.open:", "row.scale:needs patch on clusters");
        assertThat(REGISTRY.forKey(Key.of('S'), false)
                        .orElseThrow()
                        .availability()
                        .isEnabled())
                .isFalse();
        assertThat(REGISTRY.forKey(Key.of('s'), true)
                        .orElseThrow()
                        .availability()
                        .isEnabled())
                .isTrue();
        assertThat(REGISTRY.forKey(Key.of('z'), true)).isEmpty();
    }

    @Test
    void keys_can_be_changed_and_taken_away() {
        ActionRegistry<Boolean> changed =
                REGISTRY.withKeyMap(Map.of("row.open", List.of("o"), "row.scale", List.of("<disabled>")));
        assertThat(changed.forKey(Key.of('o'), true)).isPresent();
        assertThat(changed.forKey(Key.ENTER, true)).isEmpty();
        assertThat(changed.byId("row.scale").orElseThrow().keys()).isEmpty();
    }

    @Test
    void a_wrong_key_map_is_explained() {
        assertThat(REGISTRY.problems(Map.of("row.open", List.of("s", "hyper-x"), "row.fly", List.of("f"))))
                .containsExactlyInAnyOrder(
                        "'hyper-x' of action 'row.open' is no key.",
                        "No action has the id 'row.fly'.",
                        "Key 's' is claimed by row.open and row.scale.");
        assertThat(REGISTRY.conflicts()).isEmpty();
    }

    @Test
    void an_incomplete_action_and_a_second_one_of_the_same_id_are_refused() {
        assertThatThrownBy(() -> ActionSpec.reading("x", "x", "x", " ", "x")).hasMessageContaining("help text");
        assertThatThrownBy(() -> ActionRegistry.<Boolean>builder().add(OPEN).add(OPEN))
                .hasMessageContaining("row.open");
    }
}
