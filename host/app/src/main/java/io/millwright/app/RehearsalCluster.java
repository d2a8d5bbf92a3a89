package io.millwright.app;

import io.millwright.engine.plan.Steps;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The copy, without what can't be rehearsed: Helm, whose record of a release holds values and isn't copied, and requests that pass a login,
 * a file or something secret. A rehearsal stops at such a step.
 *
 * @param copy the simulated cluster
 * @param real the cluster that was copied; of it, only Helm's releases are read
 */
record RehearsalCluster(ClusterConnection copy, ClusterConnection real) implements ClusterConnection {
    private static final String HELM = "Helm isn't rehearsed: its record of a release holds values, and isn't copied";
    private static final String SECRET = "a request with a login, a file or something secret isn't rehearsed";

    /** The steps at which a rehearsal stops, and why. */
    static List<String> notRehearsed(Plan plan) {
        return Steps.all(plan.steps())
                .flatMap(s -> why(s.action()).map(w -> "step '" + s.title() + "': " + w).stream())
                .toList();
    }

    private static Optional<String> why(Action action) {
        return switch (action) {
            case Action.Helm _, Action.HelmRollback _ -> Optional.of(HELM);
            case Action.Http h -> h.direct() ? Optional.of(SECRET) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private ProblemException stopped(String on, String why) {
        return new ProblemException(Problem.user(
                "rehearse the step", on, why, "What follows was not rehearsed. Read its preview instead."));
    }

    @Override
    public String context() {
        return copy.context();
    }

    @Override
    public ClusterView view() {
        return copy.view();
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
    public HelmPort helm() {
        return new ReadingHelm(real.helm(), release -> stopped("release " + release, HELM));
    }

    @Override
    public ClusterWriter writer() {
        return new GatedWriter(copy.writer(), new GatedWriter.Gate() {
            @Override
            public void change(String attempted, Mode mode) {}

            @Override
            public void request(HttpExchange exchange) {
                if (exchange.direct()) {
                    throw stopped(exchange.podOrService().display(), SECRET);
                }
            }

            @Override
            public void command(ObjectRef pod) {}
        });
    }
}
