package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the service itself says that it is ready: the object's status tells of pods, not of what they do. */
final class Serving extends ServerCheck {
    private static final Duration START = Duration.ofMinutes(2);

    Serving(String component) {
        super(
                "metrics." + component + ".serving",
                (component.equals(Names.PROMETHEUS) ? "Prometheus" : "Alertmanager") + " serving",
                Dimension.AVAILABILITY,
                component,
                "GET /-/ready of every pod that runs for over two minutes: some that don't answer are a Warning, all Critical. No pod at all is Critical.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        List<Resource> pods = s.pods(view).stream()
                .filter(p -> p.at("metadata", "deletionTimestamp").isEmpty())
                .toList();
        if (pods.isEmpty() && s.wanted() > 0) {
            return List.of(draft(view, Severity.CRITICAL, "no pod is there")
                    .suffix("none")
                    .impact(impact(s))
                    .saw("pods", s.ref(), "status.replicas", 0)
                    .manual("see why", describe(s))
                    .build());
        }
        List<String> silent = new ArrayList<>();
        String said = "";
        for (Resource pod : pods) {
            ObjectRef ref = pod.ref(Kind.POD).anyIncarnation();
            String answer = answer(s, ref, view);
            if (!answer.isEmpty() && old(pod, view)) {
                silent.add(pod.name());
                said = answer;
            }
        }
        if (silent.isEmpty()) {
            return List.of();
        }
        boolean all = silent.size() == pods.size();
        ObjectRef first = ObjectRef.of(Kind.POD, s.namespace(), silent.getFirst());
        return List.of(draft(
                        view,
                        all ? Severity.CRITICAL : Severity.WARNING,
                        silent.size() + " of " + pods.size() + " pods don't serve: " + String.join(", ", silent))
                .suffix(all ? "down" : "partly")
                .impact(all ? impact(s) : "The others serve; what this one would know is missing.")
                .saw("ready", first, "GET /-/ready", said)
                .manual(
                        "see why",
                        "kubectl -n " + s.namespace() + " describe pod " + first.name() + "\n" + logs(s, s.word())
                                + (s.prometheus()
                                        ? "\nWhile it replays its log it answers 503: wait, a restart begins it anew. Progress:\n"
                                                + "kubectl get --raw /api/v1/namespaces/" + s.namespace() + "/pods/"
                                                + first.name()
                                                + ":9090/proxy/api/v1/status/walreplay"
                                        : ""))
                .build());
    }

    private static String answer(Server s, ObjectRef pod, ClusterView view) {
        try {
            int status = view.httpGet(pod, s.scheme(), s.port(), "/-/ready").status();
            return status == 200 ? "" : Integer.toString(status);
        } catch (ProblemException e) {
            return e.problem().why();
        }
    }

    private static boolean old(Resource pod, ClusterView view) {
        return Times.kubernetes(pod.text("status", "startTime"))
                .map(t -> Duration.between(t, view.now()).compareTo(START) > 0)
                .orElse(true);
    }

    private static String impact(Server s) {
        return s.prometheus() ? "Nothing is measured and no alert fires." : "No alert reaches anybody.";
    }
}
