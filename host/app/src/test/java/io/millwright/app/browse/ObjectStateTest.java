package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Relations.State;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectStateTest {
    private static State job(Map<String, ?> spec, Map<String, ?> status) {
        return ObjectState.of(Resource.of(Kind.JOB, "db", "backup", Map.of("spec", spec, "status", status)));
    }

    private static Map<String, String> condition(String type, String reason) {
        return Map.of("type", type, "status", "True", "reason", reason);
    }

    @Test
    void aJobThatHasFailedIsAFaultThoughItHasNoConditionThatItIsComplete() {
        assertThat(job(
                        Map.of(),
                        Map.of("failed", 4, "conditions", List.of(condition("Failed", "BackoffLimitExceeded")))))
                .isEqualTo(new State("failed: BackoffLimitExceeded", true));
        assertThat(job(
                        Map.of(),
                        Map.of("active", 1, "conditions", List.of(condition("FailureTarget", "PodFailurePolicy")))))
                .isEqualTo(new State("fails: PodFailurePolicy", true));
    }

    @Test
    void aJobTellsWhatItIsAt() {
        assertThat(job(
                        Map.of(),
                        Map.of("succeeded", 1, "conditions", List.of(condition("Complete", "CompletionsReached")))))
                .isEqualTo(new State("Complete", false));
        assertThat(job(Map.of(), Map.of("active", 2))).isEqualTo(new State("2 running", false));
        assertThat(job(Map.of(), Map.of("active", 1, "failed", 3)))
                .isEqualTo(new State("1 running, 3 failed before", false));
        assertThat(job(Map.of("suspend", true), Map.of("conditions", List.of(condition("Suspended", "JobSuspended")))))
                .isEqualTo(new State("suspended", false));
        assertThat(job(Map.of(), Map.of())).isEqualTo(new State("", false));
    }
}
