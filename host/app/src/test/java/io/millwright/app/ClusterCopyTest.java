package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.json.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
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
}
