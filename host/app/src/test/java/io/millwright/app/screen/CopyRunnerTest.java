package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.cli.PodWork;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.ObjectAsk;
import io.millwright.app.testing.LocalPrograms;
import io.millwright.engine.journal.PodSessions;
import io.millwright.spi.Problem;
import io.millwright.tui.Msg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the screen copies, by the tar of this machine; each copy is written down with its end. */
class CopyRunnerTest {
    private static final ObjectAsk POD = new ObjectAsk("town", "pods", "default", "web");

    @TempDir
    private Path folder;

    private Path there = Path.of(".");
    private Path here = Path.of(".");
    private final List<PodWork> asked = new ArrayList<>();
    private final BlockingQueue<Msg> told = new LinkedBlockingQueue<>();
    private final CopyRunner copies = new CopyRunner(_ -> new LocalPrograms(), Clock.systemUTC(), this::inPod);

    @BeforeEach
    void folders() throws IOException {
        there = Files.createDirectory(folder.resolve("there"));
        here = Files.createDirectory(folder.resolve("here"));
    }

    private PodSessions.Open inPod(String context, PodWork work) {
        asked.add(work);
        return new PodSessions(folder, Clock.systemUTC(), () -> "t" + asked.size())
                .begin(new PodSessions.Begun(
                        work.way().word(), context, "ada", "default", "web", "", work.words(), Optional.empty()));
    }

    private List<String> ends() {
        return new PodSessions(folder, Clock.systemUTC(), () -> "none")
                .list().stream().map(p -> String.valueOf(p.how())).toList();
    }

    private static BrowseEffect.CopyFiles copy(boolean into, Path remote, Path local, long most) {
        return new BrowseEffect.CopyFiles(7, POD, "main", into, remote.toString(), local.toString(), most);
    }

    private BrowseMsg.Copied end() {
        return told.stream()
                .filter(BrowseMsg.Copied.class::isInstance)
                .map(BrowseMsg.Copied.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileGoesIntoTheContainerAndComesBack() throws Exception {
        Path file = Files.writeString(here.resolve("a.txt"), "hello");
        copies.copy(copy(true, there, file, Long.MAX_VALUE), told::add);
        assertThat(there.resolve("a.txt")).hasContent("hello");
        assertThat(end().answer().value()).contains("Copied 1 file, 5 B");
        told.clear();
        copies.copy(copy(false, there.resolve("a.txt"), here.resolve("b.txt"), Long.MAX_VALUE), told::add);
        assertThat(here.resolve("b.txt")).hasContent("hello");
        assertThat(end().page()).isEqualTo(7);
        assertThat(asked.stream().map(PodWork::way).toList())
                .containsExactly(PodWork.Way.COPY_IN, PodWork.Way.COPY_OUT);
        assertThat(ends()).allMatch(e -> e.contains("copied 1 file, 5 B")).hasSize(2);
    }

    @Test
    void whatCantBeCopiedIsToldAndWrittenDown() throws Exception {
        copies.copy(copy(false, there.resolve("none"), here, Long.MAX_VALUE), told::add);
        assertThat(end().answer().problem().map(Problem::why).orElse("")).contains("tar ended with exit code");
        assertThat(ends()).singleElement().satisfies(e -> assertThat(e).contains("failed: tar ended"));
    }

    @Test
    void moreThanWasAllowedIsStopped() throws Exception {
        // It gives forever, and ends only when the thread that copies is stopped.
        CountDownLatch forever = new CountDownLatch(1);
        CopyRunner endless = new CopyRunner(
                _ -> LocalPrograms.talking((ask, talk) -> {
                    forever.await();
                    return 0;
                }),
                Clock.systemUTC(),
                this::inPod);
        endless.copy(copy(false, there.resolve("big"), here, -1), told::add);
        assertThat(end().answer().problem().map(Problem::why)).contains("it is more than what was given as 'At most'");
        assertThat(ends()).singleElement().satisfies(e -> assertThat(e).contains("too much"));
    }

    @Test
    void whoLeavesThePageStopsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch forever = new CountDownLatch(1);
        CopyRunner endless = new CopyRunner(
                _ -> LocalPrograms.talking((ask, talk) -> {
                    begun.countDown();
                    forever.await();
                    return 0;
                }),
                Clock.systemUTC(),
                this::inPod);
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                endless.copy(copy(false, there.resolve("big"), here, Long.MAX_VALUE), told::add);
                ended.add("answered");
            } catch (InterruptedException stopped) {
                ended.add("stopped");
            }
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(ended.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
        assertThat(ends()).singleElement().satisfies(e -> assertThat(e).contains("stopped"));
    }
}
