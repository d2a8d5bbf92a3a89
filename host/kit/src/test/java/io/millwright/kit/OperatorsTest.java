package io.millwright.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static final Resource RESTED = Resource.of(
                    Kind.DEPLOYMENT,
                    "system",
                    "operator",
                    Map.of(
                            "spec",
                            Map.of("replicas", 2L),
                            "status",
                            Map.of(
                                    "observedGeneration",
                                    3L,
                                    "replicas",
                                    2L,
                                    "updatedReplicas",
                                    2L,
                                    "availableReplicas",
                                    2L,
                                    "readyReplicas",
                                    2L)))
            .with(3L, "metadata", "generation");

    @Test
    void aRolloutIsDoneWhenAllItsPodsServeAndNoFormerOneIsLeft() {
        assertThat(Operators.unfinished(RESTED)).isEmpty();
        assertThat(Operators.unfinished(RESTED.with(4L, "metadata", "generation")))
                .contains("its newest change hasn't been taken up");
        assertThat(Operators.unfinished(RESTED.with(1L, "status", "updatedReplicas")))
                .contains("1 of 2 pods are of its newest revision");
        assertThat(Operators.unfinished(RESTED.with(1L, "status", "availableReplicas")))
                .contains("1 of 2 pods run");
        assertThat(Operators.unfinished(RESTED.with(3L, "status", "replicas")))
                .contains("1 pods of the former revision are still there");
        assertThat(Operators.unfinished(RESTED.with(Map.of(), "status")))
                .as("one whose controller hasn't said anything")
                .isPresent();
    }

    @Test
    void oneThatIsToHaveNoPodsIsDoneWithoutAny() {
        assertThat(Operators.unfinished(
                        RESTED.with(0L, "spec", "replicas").with(Map.of("observedGeneration", 3L), "status")))
                .isEmpty();
    }

    /** StatefulSets of old clusters don't say how many are available. */
    @Test
    void aStatefulSetCountsWhatIsReady() {
        Resource set = RESTED.with("StatefulSet", "kind").without("status", "availableReplicas");
        assertThat(Operators.unfinished(set)).isEmpty();
        assertThat(Operators.unfinished(set.with(1L, "status", "readyReplicas")))
                .contains("1 of 2 pods run");
    }
}
