package io.millwright.sandbox.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static Resource pod(Map<String, ?> status) {
        return new Resource(Map.of(
                "kind",
                "Pod",
                "spec",
                Map.of("containers", List.of(Map.of("name", "a"), Map.of("name", "b"))),
                "status",
                status));
    }

    private static Map<String, Object> container(boolean ready, Map<String, ?> state, int restarts) {
        return Map.of("ready", ready, "state", state, "restartCount", restarts);
    }

    @Test
    void podShowsWhyItIsNotRunning() {
        Resource crashing = pod(Map.of(
                "phase",
                "Running",
                "containerStatuses",
                List.of(
                        container(true, Map.of("running", Map.of()), 0),
                        container(false, Map.of("waiting", Map.of("reason", "CrashLoopBackOff")), 4))));
        assertThat(PodCells.ready(crashing)).isEqualTo("1/2");
        assertThat(PodCells.status(crashing)).isEqualTo("CrashLoopBackOff");
        assertThat(PodCells.restarts(crashing, new Ages(Clock.systemUTC()))).isEqualTo("4");
        Resource going = crashing.with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
        assertThat(PodCells.status(going)).isEqualTo("Terminating");
    }

    @Test
    void podShowsWhereItsInitContainersAre() {
        Resource starting = pod(Map.of(
                        "phase",
                        "Pending",
                        "initContainerStatuses",
                        List.of(container(false, Map.of("running", Map.of()), 0))))
                .with(List.of(Map.of("name", "i")), "spec", "initContainers");
        assertThat(PodCells.status(starting)).isEqualTo("Init:0/1");
    }

    @Test
    void agesReadAsKubectlWritesThem() {
        assertThat(Ages.human(Duration.ofSeconds(119))).isEqualTo("119s");
        assertThat(Ages.human(Duration.ofSeconds(125))).isEqualTo("2m5s");
        assertThat(Ages.human(Duration.ofMinutes(10))).isEqualTo("10m");
        assertThat(Ages.human(Duration.ofMinutes(185))).isEqualTo("3h5m");
        assertThat(Ages.human(Duration.ofHours(47))).isEqualTo("47h");
        assertThat(Ages.human(Duration.ofHours(50))).isEqualTo("2d2h");
        assertThat(Ages.human(Duration.ofDays(400))).isEqualTo("400d");
        assertThat(Ages.human(Duration.ofDays(800))).isEqualTo("2y70d");
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:01:00Z"), ZoneOffset.UTC);
        assertThat(new Ages(clock).since("2026-01-01T00:00:00Z")).isEqualTo("60s");
        assertThat(new Ages(clock).since("never")).isEqualTo("<unknown>");
    }

    @Test
    void pathsSelectAsPrinterColumnsDo() {
        Map<String, Object> object = Map.of(
                "metadata",
                Map.of("annotations", Map.of("a.b/c", "dotted")),
                "status",
                Map.of(
                        "conditions",
                        List.of(Map.of("type", "Ready", "status", "True"), Map.of("type", "Other", "status", "False")),
                        "names",
                        List.of("x", "y")));
        assertThat(new JsonPath(".status.conditions[?(@.type==\"Ready\")].status").select(object))
                .containsExactly("True");
        assertThat(new JsonPath(".status.conditions[?(@.type=='Other')].status").select(object))
                .containsExactly("False");
        assertThat(new JsonPath(".status.names[1]").select(object)).containsExactly("y");
        assertThat(new JsonPath(".status.names[*]").select(object)).containsExactly("x", "y");
        assertThat(new JsonPath(".metadata.annotations['a\\.b/c']").select(object))
                .containsExactly("dotted");
        assertThat(new JsonPath(".metadata.annotations.a\\.b/c").select(object)).containsExactly("dotted");
        assertThat(new JsonPath(".status.nothing").select(object)).isEmpty();
    }
}
