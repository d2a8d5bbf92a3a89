package io.millwright.app;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.Forward;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Tables;
import io.millwright.engine.port.Talk;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --read-only} means: whatever a page, a command or the engine itself wants, nothing passes that changes a cluster. What is only
 * tried, as for previews, does.
 */
record ReadOnlyClusters(ClusterSource clusters) implements ClusterSource {
    @Override
    public List<Context> contexts() {
        return clusters.contexts();
    }

    @Override
    public List<Problem> problems() {
        return clusters.problems();
    }

    @Override
    public ClusterConnection open(String context) {
        return new ReadOnly(clusters.open(context));
    }

    @Override
    public void close() {
        clusters.close();
    }

    private record ReadOnly(ClusterConnection there) implements ClusterConnection {
        @Override
        public String context() {
            return there.context();
        }

        @Override
        public ClusterView view() {
            return there.view();
        }

        @Override
        public Tables tables() {
            return there.tables();
        }

        @Override
        public Logs logs() {
            return there.logs();
        }

        @Override
        public Pods pods() {
            Pods pods = there.pods();
            return new Pods() {
                @Override
                public int talk(ProgramAsk ask, Talk talk) {
                    throw refused(ask.attempted());
                }

                @Override
                public Forward forward(ObjectRef to, int port, int localPort) {
                    return pods.forward(to, port, localPort);
                }
            };
        }

        @Override
        public Optional<Resource> ownRules(String namespace) {
            return there.ownRules(namespace);
        }

        @Override
        public String user() {
            return there.user();
        }

        @Override
        public ClusterWriter writer() {
            return new GatedWriter(there.writer(), new GatedWriter.Gate() {
                @Override
                public void change(String attempted, Mode mode) {
                    if (mode == Mode.REAL) {
                        throw refused(attempted);
                    }
                }

                @Override
                public void request(HttpExchange exchange) {
                    throw refused(exchange.attempted());
                }

                @Override
                public void command(ObjectRef pod) {
                    throw refused("run a command in " + pod.display());
                }
            });
        }

        @Override
        public HelmPort helm() {
            return new ReadingHelm(there.helm(), release -> refused("change release " + release));
        }

        private ProblemException refused(String attempted) {
            return new ProblemException(new Problem(
                    Problem.Kind.USER,
                    attempted,
                    "cluster " + there.context(),
                    "--read-only was given",
                    "Leave --read-only out.",
                    Optional.of("denied")));
        }
    }
}
