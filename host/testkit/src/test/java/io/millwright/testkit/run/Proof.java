package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a journal has to say of each step that it calls done. */
final class Proof {
    private Proof() {}

    /** No step is done without evidence. */
    static void stands(List<Map<String, Object>> records) {
        records.stream()
                .filter(r -> "STEP_STATE".equals(r.get("type")) && "DONE".equals(r.get("state")))
                .forEach(r -> assertThat(records)
                        .anyMatch(e -> "EVIDENCE".equals(e.get("type"))
                                && Objects.equals(r.get("step"), e.get("step"))
                                && "Holds".equals(e.get("result"))));
    }
}
