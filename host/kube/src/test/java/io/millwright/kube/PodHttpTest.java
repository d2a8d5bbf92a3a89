package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.HttpExchange;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodHttpTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "vault", "vault-0");
    private static final Duration LOOK = Duration.ofSeconds(10);

    @Test
    void whoIsLateIsToldWithTheTimeThatWasWaited() {
        assertThat(PodHttp.lateWords(PodHttp.limit(request("POST", Optional.empty()), LOOK)))
                .isEqualTo("it didn't answer within 120 s");
        assertThat(PodHttp.lateWords(PodHttp.limit(request("GET", Optional.empty()), LOOK)))
                .isEqualTo("it didn't answer within " + LOOK.toSeconds() + " s");
    }

    @Test
    void theAnswerToAChangeIsWaitedForLongerThanThatToALook() {
        assertThat(PodHttp.limit(request("GET", Optional.empty()), LOOK)).isEqualTo(LOOK);
        assertThat(PodHttp.limit(request("POST", Optional.empty()), LOOK))
                .as("Vault needs more than ten seconds for its first keys on a busy machine, and says them once")
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(PodHttp.limit(request("POST", Optional.empty()), Duration.ofMinutes(5)))
                .as("what the operator has set")
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(PodHttp.limit(request("GET", Optional.of(Path.of("snapshot"))), LOOK))
                .isEqualTo(Duration.ofMinutes(10));
    }

    private static HttpExchange request(String method, Optional<Path> saveTo) {
        return new HttpExchange(
                POD, "http", 8200, method, "/v1/sys/init", true, Map.of(), "", Optional.empty(), saveTo);
    }
}
