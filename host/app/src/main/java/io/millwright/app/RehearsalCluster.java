package io.millwright.app;

import io.millwright.app.cli.Rehearsed;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.Optional;

/**
 * The copy as the engine sees it. Helm works on it with the plan's own chart, and requests pass their logins; where the copy can't show what the
 * cluster would do, the step says so instead of failing.
 *
 * @param copy the simulated cluster
 * @param helm Helm on it
 * @param real the cluster that was copied; of it, only who asks and what they may do is read
 * @param clock the copy's
 */
record RehearsalCluster(ClusterConnection copy, HelmPort helm, ClusterConnection real, Clock clock)
        implements ClusterConnection {
    /** Why a rehearsal ends at a step. */
    static ProblemException stopped(String on, String why) {
        return new ProblemException(new Problem(
                Problem.Kind.USER,
                "rehearse the step",
                on,
                "it can't be rehearsed: " + why,
                "What follows was not rehearsed. Read its preview instead.",
                Optional.of(Rehearsed.NOT_REHEARSED)));
    }

    @Override
    public String context() {
        return copy.context();
    }

    @Override
    public ClusterView view() {
        return new RehearsalView(copy.view(), clock);
    }

    @Override
    public Tables tables() {
        return copy.tables();
    }

    @Override
    public Logs logs() {
        return copy.logs();
    }

    @Override
    public Pods pods() {
        return copy.pods();
    }

    @Override
    public Optional<Resource> ownRules(String namespace) {
        return real.ownRules(namespace);
    }

    @Override
    public String user() {
        return real.user();
    }

    @Override
    public ClusterWriter writer() {
        return new GatedWriter(copy.writer(), new GatedWriter.Gate() {
            @Override
            public void change(String attempted, Mode mode) {}

            @Override
            public void request(HttpExchange exchange) {}

            @Override
            public void answered(HttpExchange exchange, HttpReply reply) {
                if (!exchange.direct()) {
                    return;
                }
                String on = exchange.podOrService().display();
                if (reply.status() == 401 || reply.status() == 403) {
                    throw stopped(
                            on,
                            "secrets aren't copied, and the simulated program doesn't take what stands for the login");
                }
                if (reply.status() == 404) {
                    throw stopped(on, "nobody simulates what would answer there");
                }
            }

            @Override
            public void command(ObjectRef pod) {}
        });
    }
}
