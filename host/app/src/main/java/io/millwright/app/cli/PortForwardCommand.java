package io.millwright.app.cli;

import io.millwright.app.browse.AnnotatedPorts;
import io.millwright.app.browse.Forwardable;
import io.millwright.app.browse.PortPair;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.Forward;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code port-forward}: ports of this machine that lead to a pod, until Ctrl-C. */
final class PortForwardCommand implements Command {
    private static final long LOOK_MILLIS = 1000;

    /** Which ports, and of what. */
    private record Asked(ObjectRef target, List<PortPair> ports) {}

    @Override
    public String name() {
        return "port-forward";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Open ports of this machine that lead to a pod, until Ctrl-C.",
                        "The pod is chosen at each connection: of a service or workload one that is ready; a pod that was replaced is"
                                + " found again by its owner. Without ports, those that the annotation "
                                + AnnotatedPorts.AUTO
                                + " of the pod, or of the workload's pods, names; of a service that of one of its pods, to which they lead.")
                .addPositional(Specs.required(0, "TARGET", "A pod's name, or KIND/NAME: service/web, deployment/web."))
                .addPositional(Specs.several(
                        1, "PORT", "PORT, LOCAL:PORT, or :PORT for any local port that is free; several are possible."))
                .addOption(ConsoleOperator.option());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String typed = arguments.positional(0).orElse("");
        String attempted = "forward a port to " + typed;
        List<PortPair> named = arguments.positionals().stream()
                .skip(1)
                .map(p -> PortPair.parse(attempted, p))
                .toList();
        PodCommands.Place place = PodCommands.place(attempted, session);
        ObjectRef meant = target(typed, place);
        Asked asked = named.isEmpty() ? annotated(attempted, place, meant) : new Asked(meant, named);
        ObjectRef target = asked.target();
        List<PortPair> ports = asked.ports();
        PodWork work = new PodWork(
                PodWork.Way.FORWARD,
                target,
                "",
                ports.stream().map(PortPair::toString).toList());
        List<Forward> open = new ArrayList<>();
        try (PodSessions.Open _ =
                session.services().operations().inPod(place.context(), work, ConsoleOperator.of(arguments, session))) {
            for (PortPair p : ports) {
                Forward forward = place.cluster().pods().forward(target, p.remote(), p.local());
                open.add(forward);
                session.console()
                        .line("127.0.0.1:" + forward.localPort() + " -> " + target.display() + " " + p.remote());
            }
            session.console().out().flush();
            watch(open, session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        } finally {
            open.forEach(Forward::close);
        }
        return ExitCode.DONE;
    }

    /** Tells each problem once, until the user has enough. */
    private static void watch(List<Forward> open, Session session) throws InterruptedException {
        List<Optional<Problem>> told = new ArrayList<>(
                open.stream().map(f -> Optional.<Problem>empty()).toList());
        while (true) {
            for (int i = 0; i < open.size(); i++) {
                Optional<Problem> now = open.get(i).failure();
                if (!now.equals(told.get(i))) {
                    now.ifPresent(p -> ProblemText.write(p, Format.TABLE, session.console()));
                    told.set(i, now);
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static ObjectRef target(String typed, PodCommands.Place place) {
        int slash = typed.indexOf('/');
        Kind kind = slash < 0
                ? Kind.POD
                : PerCluster.kind(place.cluster(), typed.substring(0, slash)).kind();
        return ObjectRef.of(kind, kind.namespaced() ? place.namespace() : "", typed.substring(slash + 1));
    }

    /** What a manifest names is as good as named here: who asks for the pod asks for these. */
    private static Asked annotated(String attempted, PodCommands.Place place, ObjectRef target) {
        ClusterView view = place.cluster().view();
        Forwardable to = view.get(target)
                .map(object -> Forwardable.of(object, view))
                .orElseThrow(() -> wrong(attempted, target.display() + " is not there", "Look at the list again."));
        List<PortPair> ports = AnnotatedPorts.auto(to.annotated());
        if (ports.isEmpty()) {
            throw wrong(
                    attempted,
                    "no port is named, nor is there an annotation " + AnnotatedPorts.AUTO + " of its pods",
                    "Write 8080, 9000:8080, or :8080 for any local port that is free.");
        }
        return new Asked(
                to.pod()
                        .map(pod -> ObjectRef.of(Kind.POD, pod.namespace(), pod.name()))
                        .orElse(target),
                ports);
    }

    private static ProblemException wrong(String attempted, String why, String next) {
        return new ProblemException(Problem.user(attempted, "the command line", why, next));
    }
}
