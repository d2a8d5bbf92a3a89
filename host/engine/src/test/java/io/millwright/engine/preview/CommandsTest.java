package io.millwright.engine.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final ObjectRef REF = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    private static Step step(Action action) {
        return Step.change(
                "step", "Do it", "because", action, new Check.Exists(REF), Undo.EXACT, Duration.ofSeconds(1));
    }

    private static List<String> commands(Action action) {
        return new EquivalentCommands("eu-1").of(step(action));
    }

    @Test
    void aRequestThatReadsIsARawGet() {
        assertThat(commands(new Action.Http(POD, "http", 8000, "GET", "/status", "")))
                .containsExactly(
                        "kubectl --context eu-1 get --raw /api/v1/namespaces/db/pods/http:web-0:8000/proxy/status");
    }

    @Test
    void aRequestThatWritesGoesThroughAForwardedPortAndShowsNoSecret() {
        String command =
                String.join("\n", commands(new Action.Http(POD, "http", 8000, "POST", "/reload", "token=canary&x=1")));
        assertThat(command)
                .contains("kubectl --context eu-1 port-forward -n db pod/web-0 8000")
                .contains("curl -fsS -X POST")
                .contains("http://127.0.0.1:8000/reload\nkill $!")
                .doesNotContain("canary")
                .doesNotContain("get --raw");
    }
}
