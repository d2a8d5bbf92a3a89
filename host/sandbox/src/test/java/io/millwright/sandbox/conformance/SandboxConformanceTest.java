package io.millwright.sandbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.api.ApiServer;
import io.millwright.sandbox.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The suite on the sandbox. */
class SandboxConformanceTest extends ConformanceTest {
    private final ApiServer server;

    SandboxConformanceTest() throws IOException {
        server = new ApiServer(new ObjectStore(Clock.systemUTC()), 0);
    }

    @Override
    ApiClient connect() {
        return new ApiClient(server.uri());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyAcceptedDifferenceSaysWhy() {
        assertThat(Difference.ACCEPTED).allSatisfy(d -> {
            assertThat(d.subject()).isNotBlank();
            assertThat(d.sandbox()).isNotBlank();
            assertThat(d.why()).isNotBlank();
        });
    }
}
