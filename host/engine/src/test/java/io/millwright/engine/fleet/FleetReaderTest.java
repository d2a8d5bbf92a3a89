package io.millwright.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.engine.testing.MapView;
import io.millwright.engine.testing.OneTool;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetReaderTest {
    /** One cluster that can only be read. */
    private record OneCluster() implements ClusterSource, ClusterConnection {
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
            return this;
        }

        @Override
        public void close() {}

        @Override
        public String context() {
            return "eu-1";
        }

        @Override
        public ClusterView view() {
            return new MapView();
        }

        @Override
        public ClusterWriter writer() {
            throw new IllegalStateException("reading never asks for the writer");
        }

        @Override
        public Tables tables() {
            throw new IllegalStateException("discovery lists through the view");
        }

        @Override
        public Logs logs() {
            throw new IllegalStateException("discovery reads no logs");
        }

        @Override
        public Pods pods() {
            throw new IllegalStateException("discovery talks to no program");
        }

        @Override
        public HelmPort helm() {
            throw new IllegalStateException("no Helm here");
        }

        @Override
        public String user() {
            return "tester";
        }
    }

    private static List<Instance> hanging() {
        OneTool.hang();
        return List.of();
    }

    @Test
    void aToolThatHangsOrBreaksDelaysAndHidesNoOther() {
        FleetReader reader = new FleetReader(
                new OneCluster(),
                List.of(
                        OneTool.of("hangs", FleetReaderTest::hanging),
                        OneTool.of("breaks", () -> {
                            throw new NoClassDefFoundError("gone");
                        }),
                        OneTool.of("works", () -> List.of(OneTool.instance("works", "web")))),
                Duration.ofMillis(500));
        List<FleetPart> parts = new ArrayList<>();
        reader.read("eu-1", parts::add);
        assertThat(parts).hasSize(4);
        assertThat(parts.getFirst()).isInstanceOf(FleetPart.ClusterReached.class);
        assertThat(parts)
                .anyMatch(
                        p -> p instanceof FleetPart.ToolDiscovered d && d.tool().equals("works"));
        assertThat(parts)
                .anyMatch(p -> p instanceof FleetPart.ToolFailed f && f.tool().equals("breaks"));
        assertThat(parts.getLast()).isInstanceOfSatisfying(FleetPart.ToolFailed.class, f -> {
            assertThat(f.tool()).isEqualTo("hangs");
            assertThat(f.problem().why()).contains("no answer within");
        });
    }
}
