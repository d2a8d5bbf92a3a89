package io.millwright.app.screen;

import io.millwright.app.browse.Forwardable;
import io.millwright.app.cli.PodWork;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.BrowseMsg.ForwardRow;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Forward;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.tui.Msg;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Programs in containers, files and forwarded ports, for the screen. A failure is an answer, never an exception. */
final class PodRunner implements AutoCloseable {
    /** bash where there is one. */
    private static final List<String> SHELL =
            List.of("sh", "-c", "command -v bash > /dev/null && exec bash || exec sh");

    private static final long LOOK_MILLIS = 500;

    private final Function<String, ClusterConnection> clusters;
    private final Clock clock;
    private final Optional<List<String>> program;
    private final Gate gate;
    private final CopyRunner copies;
    private final Map<Long, Open> open = new ConcurrentSkipListMap<>();
    private final AtomicLong last = new AtomicLong();

    private record Open(ObjectAsk ask, ObjectRef to, int port, Forward forward, PodSessions.Open record) {}

    /** Permits something inside of a pod, and writes down that it is done. */
    interface Gate {
        PodSessions.Open inPod(String context, PodWork work);
    }

    /**
     * @param clusters opens a context
     * @param gate asked before anything is done in a pod by this process itself
     * @param program what starts this program anew with the same clusters; empty where those are simulated and run no programs
     */
    PodRunner(Function<String, ClusterConnection> clusters, Clock clock, Optional<List<String>> program, Gate gate) {
        this.gate = gate;
        this.copies = new CopyRunner(context -> clusters.apply(context).pods(), clock, gate);
        this.clusters = clusters;
        this.clock = clock;
        this.program = program.map(List::copyOf);
    }

    /** The command that talks to a program in the pod: it gets the terminal for itself. */
    Answer<List<String>> command(BrowseEffect.TalkTo e) {
        ObjectAsk ask = e.pod();
        boolean node = ask.word().equals("nodes");
        String attempted = node
                ? "open a shell on node " + ask.name()
                : (e.attach() ? "attach to " : "open a shell in ") + ask.namespace() + "/" + ask.name();
        return answer(() -> {
            if (program.isEmpty()) {
                throw new ProblemException(Problem.user(
                        attempted,
                        "cluster " + ask.context(),
                        "it is simulated: nothing runs in it",
                        "Try it on a real cluster."));
            }
            if (node) {
                return nodeShell(ask);
            }
            ObjectRef ref = ObjectRef.of(Kind.POD, ask.namespace(), ask.name());
            Resource pod = clusters.apply(ask.context()).view().get(ref).orElseThrow(() -> gone(attempted, ask));
            String phase = pod.text("status", "phase").orElse("Unknown");
            if (!phase.equals("Running")) {
                throw new ProblemException(Problem.user(
                        attempted,
                        "cluster " + ask.context(),
                        "no container of it runs: it is " + phase,
                        "Describe it (d) to see why."));
            }
            List<String> command = new ArrayList<>(program.get());
            command.addAll(List.of(e.attach() ? "attach" : "exec", ask.name(), "-n", ask.namespace()));
            command.addAll(List.of("--context", ask.context(), "-i", "-t", "--hold"));
            if (!e.container().isEmpty()) {
                command.addAll(List.of("--container", e.container()));
            }
            if (!e.attach()) {
                command.add("--");
                command.addAll(SHELL);
            }
            return command;
        });
    }

    /** It shows its plan and asks for its approval itself, in the terminal that it gets. */
    private List<String> nodeShell(ObjectAsk node) {
        List<String> command = new ArrayList<>(program.orElseThrow());
        command.addAll(List.of("node-shell", node.name(), "--context", node.context(), "--hold"));
        return command;
    }

    Answer<Forwardable> ports(BrowseEffect.ReadPorts e) {
        return answer(() -> {
            ObjectAsk ask = e.ask();
            ClusterConnection cluster = clusters.apply(ask.context());
            return Forwardable.of(
                    Inspection.object(cluster, kind(ask, cluster), ask.namespace(), ask.name()), cluster.view());
        });
    }

    private static Served kind(ObjectAsk ask, ClusterConnection cluster) {
        return cluster.tables()
                .find(ask.word())
                .orElseThrow(() -> gone("forward a port to " + ask.word() + " " + ask.name(), ask));
    }

    Answer<ForwardRow> open(BrowseEffect.OpenForward e) {
        return answer(() -> {
            ObjectAsk ask = e.to();
            ClusterConnection cluster = clusters.apply(ask.context());
            ObjectRef to = ObjectRef.of(kind(ask, cluster).kind(), ask.namespace(), ask.name());
            PodWork work = new PodWork(
                    PodWork.Way.FORWARD, to, "", List.of((e.local() == 0 ? "" : e.local()) + ":" + e.port()));
            PodSessions.Open record = gate.inPod(ask.context(), work);
            Forward forward = forwarded(cluster, to, e, record);
            long id = last.incrementAndGet();
            Open opened = new Open(ask, to, e.port(), forward, record);
            open.put(id, opened);
            return row(id, opened);
        });
    }

    private static Forward forwarded(
            ClusterConnection cluster, ObjectRef to, BrowseEffect.OpenForward e, PodSessions.Open record) {
        try {
            return cluster.pods().forward(to, e.port(), e.local());
        } catch (ProblemException failed) {
            record.end("failed: " + failed.problem().why());
            record.close();
            throw failed;
        }
    }

    void copy(BrowseEffect.CopyFiles e, Consumer<Msg> sink) throws InterruptedException {
        copies.copy(e, sink);
    }

    void close(long id) {
        Optional.ofNullable(open.remove(id)).ifPresent(o -> {
            o.forward().close();
            o.record().close();
        });
    }

    /** Tells all of them whenever something differs, until the thread is interrupted. */
    void watch(long page, Consumer<Msg> sink) throws InterruptedException {
        Optional<List<ForwardRow>> told = Optional.empty();
        while (true) {
            List<ForwardRow> now = open.entrySet().stream()
                    .map(o -> row(o.getKey(), o.getValue()))
                    .toList();
            if (!told.equals(Optional.of(now))) {
                sink.accept(new BrowseMsg.ForwardsSeen(page, now));
                told = Optional.of(now);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static ForwardRow row(long id, Open o) {
        return new ForwardRow(
                id,
                o.ask().context(),
                o.to().display(),
                o.port(),
                o.forward().localPort(),
                o.forward().pod().map(ObjectRef::name).orElse(""),
                o.forward().connections(),
                o.forward().failure());
    }

    private static ProblemException gone(String attempted, ObjectAsk ask) {
        return new ProblemException(Problem.user(
                attempted, "cluster " + ask.context(), "it is not there any more", "Look at the list again."));
    }

    private <T> Answer<T> answer(java.util.function.Supplier<T> question) {
        try {
            return Answer.of(question.get(), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }

    @Override
    public void close() {
        open.keySet().forEach(this::close);
    }
}
