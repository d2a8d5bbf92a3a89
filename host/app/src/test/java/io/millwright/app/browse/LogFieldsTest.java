package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogFieldsTest {
    @Test
    void aLineOfJsonIsLevelMessageAndFields() {
        LogFields f = LogFields.of(
                        "{\"ts\":\"2026-11-24T10:00:00Z\",\"level\":\"warn\",\"msg\":\"slow query\",\"ms\":812,\"db\":\"orders\"}")
                .orElseThrow();
        assertThat(f).isEqualTo(new LogFields("WARN", "slow query", "ms=812 db=orders"));
        assertThat(f.bad()).isTrue();
    }

    @Test
    void otherLinesAreLeftAsTheyAre() {
        assertThat(LogFields.of("listening on 8080")).isEmpty();
        assertThat(LogFields.of("{not json}")).isEmpty();
        assertThat(LogFields.of("{\"a\":1}")).isEmpty();
        assertThat(LogFields.of("[{\"msg\":\"x\"}]")).isEmpty();
    }
}
