package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.json.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterCopyTest {
    @Test
    void noValueOfASecretIsCopiedButItsKeysAndCertificates() {
        Resource secret = Resource.of(
                        Kind.SECRET,
                        "db",
                        "orders-app",
                        Map.of(
                                "data", Map.of("password", "Y2FuYXJ5", "tls.crt", "cHVibGlj", "tls.key", "Y2FuYXJ5"),
                                "stringData", Map.of("other", "canary")))
                .with("canary", "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
        Resource copy = ClusterCopy.withoutValues(secret);
        assertThat(Json.write(copy.content())).doesNotContain("canary", "Y2FuYXJ5");
        assertThat(copy.textMap("data")).containsOnlyKeys("password", "tls.crt", "tls.key");
        assertThat(copy.text("data", "tls.crt")).contains("cHVibGlj");
    }

    @Test
    void itBeginsAfterAllThatItsObjectsTellThoughThisMachinesClockIsLate() {
        Instant machine = Instant.parse("2026-11-24T10:00:00Z");
        Resource pod = Resource.of(
                        Kind.POD,
                        "db",
                        "web-0",
                        Map.of(
                                "status",
                                Map.of(
                                        "conditions",
                                        List.of(
                                                Map.of("type", "Ready", "lastTransitionTime", "2026-11-24T10:09:30Z"),
                                                Map.of("type", "Odd", "lastTransitionTime", "yesterday")),
                                        "notAfter",
                                        "2027-02-24T10:00:00Z")))
                .with("2026-11-24T10:09:00Z", "metadata", "creationTimestamp");
        assertThat(ClusterCopy.present(List.of(pod), machine)).isEqualTo("2026-11-24T10:09:30Z");
        assertThat(ClusterCopy.present(List.of(pod), machine.plusSeconds(3600))).isEqualTo("2026-11-24T11:00:00Z");
    }
}
