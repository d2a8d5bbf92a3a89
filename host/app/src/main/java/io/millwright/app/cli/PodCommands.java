package io.millwright.app.cli;

import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** What the commands that go into a pod share. */
final class PodCommands {
    private PodCommands() {}

    /** A pod in one cluster. */
    record Place(ClusterConnection cluster, String context, String namespace) {
        ObjectRef pod(String name) {
            return ObjectRef.of(Kind.POD, namespace, name);
        }
    }

    /** The one cluster and namespace that are meant. */
    static Place place(String attempted, Session session) {
        ClusterSource clusters = session.services().clusters();
        List<ClusterSource.Context> contexts = Scope.asked(session.options(), clusters, false);
        if (contexts.size() != 1) {
            throw new ProblemException(Problem.user(
                    attempted,
                    "several contexts",
                    "a pod is in one cluster",
                    "Give one of them with --context: "
                            + String.join(
                                    ", ",
                                    contexts.stream()
                                            .limit(8)
                                            .map(ClusterSource.Context::name)
                                            .toList())));
        }
        ClusterSource.Context context = contexts.getFirst();
        return new Place(
                clusters.open(context.name()),
                context.name(),
                session.options().namespace().orElse(context.namespace()));
    }

    /** A talk with a program. */
    interface Talking {
        int run() throws InterruptedException;
    }

    /** Talks, and has written down how it ended. */
    static int recorded(PodSessions.Open record, Talking talking) throws InterruptedException {
        try {
            int code = talking.run();
            record.end("exit code " + code);
            return code;
        } catch (ProblemException e) {
            record.end("failed: " + e.problem().why());
            throw e;
        } catch (InterruptedException e) {
            record.end("stopped");
            throw e;
        }
    }

    /** The container that was named: {@code -c} before or behind such a command means that, and not a page of the screen. */
    static Optional<String> named(Arguments arguments) {
        return arguments.option("--container").or(() -> arguments.option("-c"));
    }

    /** The container that is meant where none is named: the pod's own default, or its first. */
    static String container(Place place, ObjectRef pod, String attempted) {
        Resource object = place.cluster()
                .view()
                .get(pod)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        attempted,
                        "cluster " + place.context(),
                        "there is no pod " + pod.name() + " in namespace " + pod.namespace(),
                        "'millwright get pods' lists what there is; -n chooses another namespace.")));
        return object.annotation("kubectl.kubernetes.io/default-container")
                .orElseGet(() -> object.items("spec", "containers").stream()
                        .findFirst()
                        .flatMap(c -> c.text("name"))
                        .orElse(""));
    }
}
