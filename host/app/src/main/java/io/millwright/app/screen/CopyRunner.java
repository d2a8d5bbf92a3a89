package io.millwright.app.screen;

import io.millwright.app.cli.PodWork;
import io.millwright.app.copy.PodFiles;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Msg;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Copies files between this machine and containers, for the screen. A failure is an answer, never an exception. */
final class CopyRunner {
    private static final long TELL_MILLIS = 250;

    private final Function<String, Pods> pods;
    private final Clock clock;
    private final PodRunner.Gate gate;

    CopyRunner(Function<String, Pods> pods, Clock clock, PodRunner.Gate gate) {
        this.pods = pods;
        this.clock = clock;
        this.gate = gate;
    }

    /** @throws InterruptedException when the thread was interrupted from outside: nobody waits for an answer */
    void copy(BrowseEffect.CopyFiles e, Consumer<Msg> sink) throws InterruptedException {
        Answer<String> answer;
        try {
            answer = Answer.of(copied(e, sink), clock.instant());
        } catch (ProblemException failed) {
            answer = Answer.failed(failed.problem(), clock.instant());
        }
        sink.accept(new BrowseMsg.Copied(e.page(), answer));
    }

    private String copied(BrowseEffect.CopyFiles e, Consumer<Msg> sink) throws InterruptedException {
        ObjectRef pod = ObjectRef.of(Kind.POD, e.pod().namespace(), e.pod().name());
        String remote = e.pod().namespace() + "/" + e.pod().name() + ":" + e.remote();
        PodWork work = new PodWork(
                e.into() ? PodWork.Way.COPY_IN : PodWork.Way.COPY_OUT,
                pod,
                e.container(),
                e.into() ? List.of(e.local(), remote) : List.of(remote, e.local()));
        PodFiles files = new PodFiles(pods.apply(e.pod().context()), pod, e.container());
        try (PodSessions.Open record = gate.inPod(e.pod().context(), work);
                Telling telling = new Telling(e, sink)) {
            try {
                PodFiles.Copied copied = e.into()
                        ? files.send(local(e.local()), e.remote(), telling)
                        : files.fetch(e.remote(), local(e.local()), telling);
                telling.ended();
                String amount = PodFiles.amount(copied.files(), copied.bytes());
                record.end("copied " + amount);
                return "Copied " + amount
                        + (copied.leftOut() == 0
                                ? ""
                                : "; " + copied.leftOut() + " links, devices or the like were left out");
            } catch (ProblemException failed) {
                record.end("failed: " + failed.problem().why());
                throw failed;
            } catch (InterruptedException stopped) {
                if (!telling.isTooMuch()) {
                    record.end("stopped");
                    throw stopped;
                }
                record.end("stopped: it was too much");
                throw new ProblemException(Problem.user(
                        work.attempted(),
                        e.pod().namespace() + "/" + e.pod().name(),
                        "it is more than what was given as 'At most'",
                        "What had come whole stays. Allow more, or copy a part."));
            }
        }
    }

    /** As a shell would take it: a form has none. A slash at the end says that it is a folder. */
    private static Path local(String typed) {
        return typed.startsWith("~/") ? Path.of(System.getProperty("user.home"), typed.substring(2)) : Path.of(typed);
    }

    /** Tells how far it is, and stops the thread that copies when it comes to more than was allowed. */
    private static final class Telling implements PodFiles.Progress, AutoCloseable {
        private final BrowseEffect.CopyFiles copy;
        private final Consumer<Msg> sink;
        private final Thread copier = Thread.currentThread();
        private final AtomicBoolean tooMuch = new AtomicBoolean();
        private Thread thread = Thread.ofVirtual().unstarted(() -> {});

        Telling(BrowseEffect.CopyFiles copy, Consumer<Msg> sink) {
            this.copy = copy;
            this.sink = sink;
        }

        boolean isTooMuch() {
            return tooMuch.get();
        }

        @Override
        public void begins(LongSupplier bytes, LongSupplier files) {
            thread = Thread.ofVirtual().start(() -> tell(bytes, files));
        }

        /** Whoever was about to stop what has ended by itself doesn't stop what comes after it. */
        void ended() throws InterruptedException {
            thread.interrupt();
            if (tooMuch.get()) {
                Thread.interrupted();
            }
            thread.join();
        }

        private void tell(LongSupplier bytes, LongSupplier files) {
            try {
                while (bytes.getAsLong() <= copy.most()) {
                    sink.accept(new BrowseMsg.Copying(copy.page(), files.getAsLong(), bytes.getAsLong()));
                    Thread.sleep(TELL_MILLIS);
                }
                tooMuch.set(true);
                copier.interrupt();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
