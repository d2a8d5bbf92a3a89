package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.MillTool;
import io.millwright.app.testing.Rig;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of a hundred clusters, each fifth one takes a connection and never says a word. */
class DeadClustersTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    private final FakeClusters clusters = new FakeClusters() {
        @Override
        public ClusterConnection open(String context) {
            if (context.endsWith("4") || context.endsWith("9")) {
                silent.add(context);
                try {
                    end.await();
                } catch (InterruptedException left) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.open(context);
        }
    };

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    private Pilot<Model> begun(String page) {
        IntStream.range(0, 100)
                .forEach(i -> clusters.cluster(
                        "c%02d".formatted(i),
                        Resource.of(Kind.POD, "shop", "web-of-c%02d".formatted(i), Map.of()),
                        MillTool.mill("corn", "old", 3)));
        Rig rig = Rig.with(Path.of("unused"), clusters);
        LiveDesk desk = new LiveDesk(rig.services(), List.of(), Optional.empty(), Duration.ofSeconds(5));
        PodRunner pods = new PodRunner(
                clusters::open,
                rig.services().clock(),
                Optional.empty(),
                (context, work) -> rig.services().operations().inPod(context, work, Operator.NOBODY));
        BrowseRunner objects = new BrowseRunner(
                clusters::open,
                Optional.empty(),
                rig.services().clock(),
                List.of("vi"),
                pods,
                new OwnFiles(Path.of("nowhere")),
                () -> Guardrails.NONE,
                Optional.empty());
        return Pilot.begin(
                new ScreenApp(new Model.Start(false, false, Optional.of(page), Told.NOW)),
                new ScreenRunner(new DeskRunner(desk), objects, rig.services().crashes()),
                new Size(200, 60),
                Screen.PACE.effects());
    }

    @Test
    void theRowsOfTheLivingDoNotWaitForThem() {
        try (Pilot<Model> pilot = begun("pods")) {
            pilot.await(" 80 │").expect("web-of-c00").expect("web-of-c05").expectNot("web-of-c04");
            assertThat(silent).isNotEmpty();
        }
    }

    @Test
    void neitherDoesTheFleet() {
        try (Pilot<Model> pilot = begun("fleet")) {
            pilot.await("100 clusters · 80 instances");
        }
    }
}
