package io.millwright.app.cli;

import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.Forward;
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

    /** Where a port comes from and where it goes. */
    private record Ports(int local, int remote) {}

    @Override
    public String name() {
        return "port-forward";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Open ports of this machine that lead to a pod, until Ctrl-C.",
                        "The pod is chosen at each connection: of a service or workload one that is ready; a pod that was replaced is"
                                + " found again by its owner.")
                .addPositional(Specs.required(0, "TARGET", "A pod's name, or KIND/NAME: service/web, deployment/web."))
                .addPositional(Specs.several(
                        1, "PORT", "PORT, LOCAL:PORT, or :PORT for any local port that is free; several are possible."))
                .addOption(ConsoleOperator.option());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String typed = arguments.positional(0).orElse("");
        String attempted = "forward a port to " + typed;
        List<Ports> ports = arguments.positionals().stream()
                .skip(1)
                .map(p -> ports(attempted, p))
                .toList();
        if (ports.isEmpty()) {
            throw wrong(attempted, "no port is named");
        }
        PodCommands.Place place = PodCommands.place(attempted, session);
        ObjectRef target = target(typed, place);
        PodWork work = new PodWork(
                PodWork.Way.FORWARD,
                target,
                "",
                arguments.positionals().stream().skip(1).toList());
        List<Forward> open = new ArrayList<>();
        try (PodSessions.Open _ =
                session.services().operations().inPod(place.context(), work, ConsoleOperator.of(arguments, session))) {
            for (Ports p : ports) {
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

    private static Ports ports(String attempted, String text) {
        int colon = text.indexOf(':');
        int remote = port(attempted, text.substring(colon + 1));
        String local = colon < 0 ? text : text.substring(0, colon);
        return new Ports(local.isEmpty() ? 0 : port(attempted, local), remote);
    }

    private static int port(String attempted, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw wrong(attempted, "'" + text + "' is no port");
        }
        return Integer.parseInt(text);
    }

    private static ProblemException wrong(String attempted, String why) {
        return new ProblemException(Problem.user(
                attempted,
                "the command line",
                why,
                "Write 8080, 9000:8080, or :8080 for any local port that is free."));
    }
}
