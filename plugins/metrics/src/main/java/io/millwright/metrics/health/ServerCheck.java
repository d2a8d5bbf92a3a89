package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.RootCheck;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A check of one Prometheus or Alertmanager. */
abstract class ServerCheck extends RootCheck {
    ServerCheck(String id, String title, Dimension dimension, String component, String looksAt) {
        super(id, title, dimension, component, component.equals(Names.PROMETHEUS) ? Names.PROM : Names.AM, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new Server(root), view);
    }

    abstract List<Finding> look(Server s, ClusterView view);

    /** What is said about a pod that answers; without one, and where it refuses, that nothing is known. */
    final List<Finding> asked(Server s, ClusterView view, String where, Function<ObjectRef, List<Finding>> judge) {
        Optional<ObjectRef> pod = s.readyPod(view);
        if (pod.isEmpty()) {
            return List.of(unread(s, view, where, "no pod is ready"));
        }
        try {
            return judge.apply(pod.get());
        } catch (ProblemException e) {
            return List.of(unread(s, view, where, e.problem().why()));
        }
    }

    /** That this can't be told. */
    final Finding unread(Server s, ClusterView view, String where, String why) {
        return draft(view, Severity.UNKNOWN, s.path() + " can't be asked: " + why)
                .suffix("unreadable")
                .impact("Whether this is in order isn't known.")
                .saw("why", s.ref(), where, why)
                .manual(
                        "ask it yourself",
                        "kubectl -n " + s.namespace() + " get pods -l " + Names.APP_NAME + "=" + s.word() + ","
                                + Names.APP_INSTANCE + "=" + s.name()
                                + "\nThe right to get pods/proxy in " + s.namespace() + " is needed.")
                .build();
    }

    /** How long a condition has been as it is; what isn't known counts as long. */
    static boolean longer(Optional<Resource> condition, Duration than, ClusterView view) {
        return condition
                .flatMap(c -> Times.kubernetes(c.text("lastTransitionTime")))
                .map(t -> Duration.between(t, view.now()).compareTo(than) >= 0)
                .orElse(true);
    }

    static String describe(Server s) {
        return "kubectl -n " + s.namespace() + " describe " + s.kind().resourceName() + " " + s.name();
    }

    static String logs(Server s, String container) {
        return "kubectl -n " + s.namespace() + " logs -l " + Names.APP_NAME + "=" + s.word() + "," + Names.APP_INSTANCE
                + "=" + s.name() + " -c " + container + " --tail=30";
    }
}
