package io.millwright.app.screen;

import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Search;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.tui.Msg;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Performs what the pages of objects ask for. A failure is an answer, never an exception. */
final class BrowseRunner implements AutoCloseable {
    private final Function<String, ClusterConnection> clusters;
    private final Optional<String> usual;
    private final Clock clock;
    private final LogRunner logs;
    private final PodRunner pods;
    private final OwnFiles files;
    private final SecretRunner secrets;
    private final Drafts drafts;
    private final ListRunner lists;

    /**
     * @param clusters opens a context
     * @param usual the namespace that the program works with; empty for all
     * @param editor the command that opens a file
     * @param pods goes into pods
     * @param files where the user's own files are
     * @param guardrails what an organisation permits, read anew each time
     * @param cache where lists are as they were last seen; empty for nowhere
     */
    BrowseRunner(
            Function<String, ClusterConnection> clusters,
            Optional<String> usual,
            Clock clock,
            List<String> editor,
            PodRunner pods,
            OwnFiles files,
            Supplier<Guardrails> guardrails,
            Optional<ListCache> cache) {
        this.files = files;
        this.secrets = new SecretRunner(clusters, clock, files, guardrails);
        this.pods = pods;
        this.drafts = new Drafts(editor, clock);
        this.clusters = clusters;
        this.usual = usual;
        this.clock = clock;
        this.logs = new LogRunner(context -> clusters.apply(context).logs(), clock);
        this.lists = new ListRunner(clusters, usual, clock, cache);
    }

    void run(BrowseEffect effect, Consumer<Msg> sink) throws InterruptedException {
        switch (effect) {
            case BrowseEffect.Open e -> {
                try {
                    lists.open(e, sink);
                } catch (ProblemException failed) {
                    sink.accept(failed(e, failed.problem()));
                }
            }
            case BrowseEffect.Find e -> find(e, sink);
            case BrowseEffect.Relate e -> sink.accept(new BrowseMsg.Related(e.page(), related(e)));
            case BrowseEffect.RelateMore e -> sink.accept(new BrowseMsg.RelatedMore(e.page(), e.row(), more(e)));
            case BrowseEffect.ReadRights e -> sink.accept(asked().rights(e));
            case BrowseEffect.ReadSubjects e -> sink.accept(asked().subjects(e));
            case BrowseEffect.Measure e -> sink.accept(asked().measure(e));
            case BrowseEffect.MeasureSome e -> sink.accept(asked().measure(e));
            case BrowseEffect.Save e -> sink.accept(new BrowseMsg.Saved(e.page(), saved(e)));
            case BrowseEffect.Reveal e -> sink.accept(new BrowseMsg.Revealed(e.page(), secrets.reveal(e)));
            case BrowseEffect.Watch e -> lists.watch(e, sink);
            case BrowseEffect.Look e -> sink.accept(new BrowseMsg.Looked(e.page(), look(e.ask())));
            case BrowseEffect.Gather e -> sink.accept(new BrowseMsg.Gathered(e.page(), e.action(), gathered(e)));
            case BrowseEffect.TalkTo e -> sink.accept(new BrowseMsg.TalkReady(e.page(), pods.command(e)));
            case BrowseEffect.ReadPorts e -> sink.accept(new BrowseMsg.PortsRead(e.page(), pods.ports(e)));
            case BrowseEffect.OpenForward e -> sink.accept(new BrowseMsg.Forwarded(e.page(), pods.open(e)));
            case BrowseEffect.CopyFiles e -> pods.copy(e, sink);
            case BrowseEffect.CloseForward e -> pods.close(e.id());
            case BrowseEffect.WatchForwards e -> pods.watch(e.page(), sink);
            case BrowseEffect.Keep e -> sink.accept(new BrowseMsg.Kept(e.page(), drafts.keep(e)));
            case BrowseEffect.LookAtDraft e -> sink.accept(new BrowseMsg.Edited(e.page(), drafts.look(e.draft())));
            case BrowseEffect.OpenLogs e -> logs.open(e, sink);
            case BrowseEffect.FollowLogs e -> logs.follow(e, sink);
        }
    }

    /** Keeps what is to be kept of what is on the screen. */
    @Override
    public void close() {
        lists.close();
    }

    /** That list couldn't be read. */
    Msg failed(BrowseEffect.Open e, Problem why) {
        return new BrowseMsg.Failed(e.page(), e.context(), e.part(), Answer.failed(why, clock.instant()));
    }

    private Answer<String> saved(BrowseEffect.Save e) {
        try {
            Path file = files.save(e.name(), e.ending(), e.text(), clock.instant());
            return Answer.of(file.toString(), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }

    /** Made when it is needed: no first picture waits for it. */
    private AskRunner asked() {
        return new AskRunner(clusters, usual, clock);
    }

    private void find(BrowseEffect.Find e, Consumer<Msg> sink) {
        Optional<Problem> problem = Optional.empty();
        try {
            Search.in(
                    clusters.apply(e.context()),
                    e.text(),
                    usual.orElse(""),
                    part -> sink.accept(new BrowseMsg.FoundSome(e.page(), e.context(), part)));
        } catch (ProblemException failed) {
            problem = Optional.of(failed.problem());
        }
        sink.accept(new BrowseMsg.FindEnded(e.page(), e.context(), problem));
    }

    private Answer<Relations.Found> related(BrowseEffect.Relate e) {
        ObjectAsk ask = e.ask();
        return found(
                ask,
                (cluster, served) -> e.users()
                        ? Relations.users(cluster, served, ask.namespace(), ask.name())
                        : Relations.tree(cluster, served, ask.namespace(), ask.name()));
    }

    private Answer<Relations.Found> more(BrowseEffect.RelateMore e) {
        ObjectAsk ask = e.ask();
        return found(
                ask,
                (cluster, served) -> e.elsewhere()
                        ? Relations.elsewhere(cluster, served, ask.namespace(), ask.name())
                        : Relations.opened(cluster, served, ask.namespace(), ask.name()));
    }

    private Answer<Relations.Found> found(
            ObjectAsk ask, BiFunction<ClusterConnection, Served, Relations.Found> reading) {
        try {
            ClusterConnection cluster = clusters.apply(ask.context());
            Served served = cluster.tables().find(ask.word()).orElseThrow(() -> unknown(ask.word(), ask.context()));
            return Answer.of(reading.apply(cluster, served), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }

    private Answer<Inspection> look(ObjectAsk ask) {
        try {
            ClusterConnection cluster = clusters.apply(ask.context());
            Served served = cluster.tables().find(ask.word()).orElseThrow(() -> unknown(ask.word(), ask.context()));
            return Answer.of(Inspection.read(cluster, served, ask.namespace(), ask.name()), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }

    /** Those that are meant and no others: one that was made anew meanwhile counts as gone. */
    private Answer<BrowseMsg.Chosen> gathered(BrowseEffect.Gather e) {
        try {
            ClusterConnection cluster = clusters.apply(e.context());
            Served served = cluster.tables().find(e.word()).orElseThrow(() -> unknown(e.word(), e.context()));
            List<Resource> objects = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            for (Row row : e.rows()) {
                ObjectRef ref = ObjectRef.of(served.kind(), row.namespace(), row.name());
                cluster.view()
                        .get(ref)
                        .filter(o -> row.uid().isEmpty() || o.uid().equals(row.uid()))
                        .ifPresentOrElse(o -> objects.add(Inspection.shown(o)), () -> gone.add(ref.display()));
            }
            return gone.isEmpty()
                    ? Answer.of(new BrowseMsg.Chosen(e.context(), served.kind(), objects), clock.instant())
                    : Answer.failed(gone(e, gone), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }

    private static Problem gone(BrowseEffect.Gather e, List<String> gone) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "read what is marked",
                "cluster " + e.context(),
                "it is not there any more, or another one has taken its name: " + String.join(", ", gone),
                "Look at the list again; what is gone loses its mark.",
                Optional.of("404"));
    }

    /** As kubectl chooses it. */
    static List<String> editor(Map<String, String> environment) {
        return List.of(Optional.ofNullable(environment.get("KUBE_EDITOR"))
                .or(() -> Optional.ofNullable(environment.get("EDITOR")))
                .filter(e -> !e.isBlank())
                .orElse("vi")
                .strip()
                .split(" +"));
    }

    /** That cluster serves no such kind. */
    static ProblemException unknown(String word, String context) {
        return new ProblemException(Problem.user(
                "list " + word,
                "cluster " + context,
                "it serves no kind of that name",
                "'kubectl api-resources' lists what there is."));
    }
}
