package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.testkit.sandbox.Town;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The load of a cluster, as a server tells it over HTTP. */
class ClusterLoadTest {
    private final List<Kind> listed = new ArrayList<>();

    /** The same interface, whose calls are seen. */
    private <T> T watched(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (method.getName().equals("list") && arguments[0] instanceof Kind kind) {
                        listed.add(kind);
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer instanceof ClusterView view && type != ClusterView.class
                                ? watched(ClusterView.class, view)
                                : Objects.requireNonNull(answer);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void itIsASmallRequestOnceWhatTheNodesHaveIsKnown() {
        try (Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()))) {
            Instant now = Instant.parse("2026-11-24T10:00:00Z");
            ClusterConnection cluster = watched(ClusterConnection.class, town.connection());
            ClusterLoad.Reader reader = new ClusterLoad.Reader(Clock.fixed(now, ZoneOffset.UTC));
            Optional<ClusterLoad> load = reader.read(cluster);
            assertThat(load).isPresent();
            assertThat(load.get().nodes()).isPositive();
            assertThat(load.get().cpuPart().orElseThrow()).isBetween(0.001, 1.0);
            assertThat(load.get().memoryPart().orElseThrow()).isBetween(0.001, 1.0);
            assertThat(listed).containsExactly(Usage.NODE_METRICS, Kind.NODE);
            assertThat(reader.read(cluster)).isEqualTo(load);
            assertThat(listed).containsExactly(Usage.NODE_METRICS, Kind.NODE, Usage.NODE_METRICS);
        }
    }

    @Test
    void whatIsMuchOfAClusterIsCalledSoByTheSameThresholds() {
        ClusterLoad load = new ClusterLoad(OptionalDouble.of(0.81), OptionalDouble.of(0.2), 3);
        assertThat(load.load(Thresholds.USUAL)).isEqualTo("▲ cpu high");
    }
}
