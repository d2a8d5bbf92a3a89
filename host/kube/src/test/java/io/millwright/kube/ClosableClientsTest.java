package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.millwright.kube.FakeApiServer.Answer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClosableClientsTest {
    /** Threads that sleep in the operating system until something arrives. */
    private static Set<Thread> selectors() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        all.removeIf(t -> !t.getName().contains("SelectorManager"));
        return all;
    }

    @Test
    void noThreadOfAClosedClientIsLeft() throws Exception {
        try (FakeApiServer server = new FakeApiServer()) {
            server.answer("GET /version", Answer.of(200, "{}"));
            Set<Thread> before = selectors();
            HttpClient.Factory clients = new ClosableClients();
            HttpClient client = clients.newBuilder().build();
            assertThat(client.sendAsync(
                                    client.newHttpRequestBuilder()
                                            .uri(server.address() + "/version")
                                            .build(),
                                    String.class)
                            .get(10, TimeUnit.SECONDS)
                            .code())
                    .isEqualTo(200);
            Set<Thread> own = selectors();
            own.removeAll(before);
            assertThat(own).isNotEmpty();
            client.close();
            assertThat(own).noneMatch(Thread::isAlive);
        }
    }
}
