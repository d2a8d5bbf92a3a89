package io.millwright.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotReadyTest {
    private static Resource pod(Map<String, Object> status) {
        return Resource.of(Kind.POD, "web", "web-0", Map.of("status", status));
    }

    private static Map<String, Object> waiting(String reason, String image) {
        return Map.of("image", image, "state", Map.of("waiting", Map.of("reason", reason)));
    }

    @Test
    void anImageThatCanNotBePulledIsNamed() {
        Resource pod = pod(Map.of("containerStatuses", List.of(waiting("ImagePullBackOff", "example.org/web:9"))));
        assertThat(NotReady.why(pod)).contains("ImagePullBackOff example.org/web:9");
        assertThat(NotReady.pulling(pod)).isTrue();
        assertThat(NotReady.ready(pod)).isFalse();
    }

    @Test
    void theFirstContainerThatStopsTheOthersTells() {
        Resource pod = pod(Map.of(
                "initContainerStatuses", List.of(waiting("CrashLoopBackOff", "example.org/prepare:1")),
                "containerStatuses", List.of(waiting("PodInitializing", "example.org/web:9"))));
        assertThat(NotReady.why(pod)).contains("CrashLoopBackOff");
        assertThat(NotReady.pulling(pod)).isFalse();
    }

    @Test
    void aPodThatNoNodeTakesSaysWhyAndARunningOneNothing() {
        assertThat(NotReady.why(pod(Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type", "PodScheduled", "status", "False", "message", "0/3 nodes are available"))))))
                .contains("0/3 nodes are available");
        Resource fine = pod(Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True"))));
        assertThat(NotReady.why(fine)).isEmpty();
        assertThat(NotReady.ready(fine)).isTrue();
        assertThat(NotReady.ready(fine.with("2026-11-28T00:00:00Z", "metadata", "deletionTimestamp")))
                .isFalse();
    }
}
