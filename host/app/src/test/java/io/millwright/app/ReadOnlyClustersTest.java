package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.HttpExchange;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReadOnlyClustersTest {
    private static final ObjectRef MAP = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    private final Resource map = Resource.of(Kind.CONFIG_MAP, "db", "web", Map.of("data", Map.of("a", "1")));
    private final FakeCluster cluster = new FakeCluster().put(map);

    private ClusterConnection readOnly() {
        return new ReadOnlyClusters(new ClusterSource() {
                    @Override
                    public List<Context> contexts() {
                        return List.of();
                    }

                    @Override
                    public List<Problem> problems() {
                        return List.of();
                    }

                    @Override
                    public ClusterConnection open(String context) {
                        return cluster;
                    }

                    @Override
                    public void close() {}
                })
                .open("eu-1");
    }

    private static List<Consumer<ClusterWriter>> changes(Mode mode, Resource map) {
        return List.of(
                w -> w.apply(map, false, mode),
                w -> w.create(map.with("other", "metadata", "name"), mode),
                w -> w.patch(MAP, Map.of("data", Map.of("a", "2")), List.of(), "", Optional.empty(), mode),
                w -> w.delete(MAP, Action.Propagation.BACKGROUND, mode));
    }

    @Test
    void nothingThatChangesAClusterPasses() {
        ClusterWriter writer = readOnly().writer();
        changes(Mode.REAL, map).forEach(change -> refused(() -> change.accept(writer)));
        refused(() -> writer.scale(ObjectRef.of(Kind.DEPLOYMENT, "db", "web"), 2, Optional.empty(), Mode.REAL));
        refused(() -> writer.exec(POD, "main", List.of("true")));
        refused(() -> writer.http(HttpExchange.get(POD, "http", 80, "/", Map.of())));
        assertThat(cluster.writes()).isEmpty();
    }

    private static void refused(Runnable change) {
        Problem problem =
                catchThrowableOfType(ProblemException.class, change::run).problem();
        assertThat(problem.code()).contains("denied");
        assertThat(problem.why()).contains("--read-only");
    }

    @Test
    void whatIsOnlyTriedForAPreviewPasses() {
        ClusterWriter writer = readOnly().writer();
        changes(Mode.DRY_RUN, map).forEach(change -> change.accept(writer));
        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.dryRuns()).hasSize(4);
    }
}
