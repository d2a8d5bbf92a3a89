package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogChange;
import io.millwright.app.browse.LogFollower;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Followed logs go on when a workload's pods are replaced, over HTTP. */
@Timeout(60)
class FollowedLogsTest {
    private static final Resource WEB = Resource.of(
            Kind.REPLICA_SET,
            "default",
            "web",
            Map.of(
                    "spec",
                    Map.of(
                            "replicas",
                            1,
                            "selector",
                            Map.of("matchLabels", Map.of("app", "web")),
                            "template",
                            Map.of(
                                    "metadata",
                                    Map.of("labels", Map.of("app", "web")),
                                    "spec",
                                    Map.of("containers", List.of(Map.of("name", "main", "image", "example/web:1")))))));

    private static boolean runsWithout(Town town, String pod) {
        return town.view().list(Kind.POD, Selector.in("default")).stream()
                .anyMatch(p -> !p.name().equals(pod)
                        && p.text("status", "phase").orElse("").equals("Running"));
    }

    @Test
    void ofAPodThatIsReplacedTheNextOneIsFollowedFromItsFirstLine() throws InterruptedException {
        try (Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()))) {
            town.create(Kind.REPLICA_SET, WEB);
            town.until(t -> runsWithout(t, ""));
            Logs logs = town.connection().logs();
            LogSources found = logs.sources("default", "", "app=web", "");
            LogSource first = found.sources().getFirst();
            List<LogLine> read = logs.read(first, new LogAsk(50, Optional.empty(), false), 1 << 20)
                    .lines();
            assertThat(read).isNotEmpty();

            BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
            BlockingQueue<LogChange> changes = new LinkedBlockingQueue<>();
            LogFollower follower = new LogFollower(
                    logs,
                    new LogFollower.Wanted(() -> logs.sources("default", "", "app=web", ""), false),
                    new LogFollower.Pace(Duration.ofMillis(50), Duration.ofMillis(50)),
                    town.clock(),
                    new LogFollower.Listener() {
                        @Override
                        public void line(LogLine line) {
                            lines.add(line);
                        }

                        @Override
                        public void changed(LogChange change) {
                            changes.add(change);
                        }
                    });
            LogFollower.Start start =
                    new LogFollower.Start(first, read.getLast().time(), false);
            Thread running = Thread.startVirtualThread(() -> {
                try {
                    follower.run(List.of(start), 1, false);
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                town.delete(ObjectRef.of(Kind.POD, "default", first.pod()));
                town.until(t -> runsWithout(t, first.pod()));
                LogChange change = changes.take();
                while (change.sources().isEmpty() || change.sources().contains(first)) {
                    change = changes.take();
                }
                LogSource next = change.sources().getFirst();
                LogLine line = lines.take();
                while (!line.source().equals(next)) {
                    line = lines.take();
                }
                assertThat(line.text()).as("its first line").contains("starting");
            } finally {
                running.interrupt();
                running.join();
            }
        }
    }
}
