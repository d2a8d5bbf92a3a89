package io.millwright.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.tui.demo.Demo;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process on a pseudo terminal, which script(1) of util-linux provides: the terminal is as before on every way out. */
final class TtyRestoreTest {
    private static final String END = "";
    private static final String LEAVE = "\u001b[?1049l";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final StringBuilder output = new StringBuilder();
    private Optional<Process> started = Optional.empty();

    private void start(Map<String, String> environment) throws IOException, InterruptedException {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "script")));
        assumeThat(found).as("script(1) gives the test its pseudo terminal").isTrue();
        assumeThat(System.getProperty("os.name"))
                .as("script(1) with the options of util-linux")
                .isEqualTo("Linux");
        // A build in the background has signals ignored, and children inherit that; a person's shell doesn't.
        String program =
                "env --default-signal=HUP,INT,TERM,TSTP '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '%s' %s"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                Demo.class.getName());
        String shell =
                "cd '%s'; stty -g > before; sh -c 'echo $$ > pid; exec \"$@\"' - %s; echo exit=$?; stty -g > after"
                        .formatted(folder, program);
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", shell, "/dev/null").redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("NO_COLOR", "COLORTERM", "TMUX", "LC_ALL"));
        builder.environment().putAll(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started = Optional.of(process);
        Thread.ofVirtual().start(() -> readAll(process.getInputStream()));
        awaitOutput("orders-9");
    }

    @AfterEach
    void stop() {
        started.ifPresent(Process::destroyForcibly);
    }

    private void readAll(InputStream in) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                arrived.add(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
            arrived.add(END);
        } catch (IOException closed) {
            arrived.add(END);
        }
    }

    /** Waits until the text has come. */
    private void awaitOutput(String text) throws InterruptedException {
        while (output.indexOf(text) < 0) {
            Optional<String> more = Optional.ofNullable(arrived.poll(20, TimeUnit.SECONDS));
            assertThat(more).as("waiting for '%s' after: %s", text, output).isPresent();
            assertThat(more.get())
                    .as("ended before '%s' came: %s", text, output)
                    .isNotEqualTo(END);
            output.append(more.get());
        }
    }

    private void type(String keys) throws IOException {
        started.orElseThrow().getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        started.orElseThrow().getOutputStream().flush();
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Files.readString(folder.resolve("pid")).strip();
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    /** Waits until the process catches SIGWINCH, the last that it registers for; at first the machine's own way holds. */
    private void awaitHandlers() throws IOException {
        Path status = Path.of("/proc", Files.readString(folder.resolve("pid")).strip(), "status");
        long winch = 1L << 27;
        boolean caught = false;
        while (!caught) {
            Thread.onSpinWait();
            caught = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigCgt:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & winch) != 0);
        }
    }

    private void assertRestored(int exitStatus) throws IOException, InterruptedException {
        awaitOutput("exit=" + exitStatus);
        assertThat(started.orElseThrow().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
        assertThat(output).contains("\u001b[?1049h", "\u001b[?2004h");
        String end = output.substring(output.lastIndexOf("\u001b[0m"));
        assertThat(end).contains("\u001b[?2004l", "\u001b[?7h", "\u001b[?25h", LEAVE);
        assertThat(end.substring(end.indexOf(LEAVE) + LEAVE.length()))
                .as("nothing is drawn any more")
                .doesNotContain("\u001b");
    }

    @Test
    void quitting_restores_the_terminal() throws Exception {
        start(Map.of());
        type("q");
        assertRestored(0);
    }

    @Test
    void a_crash_restores_the_terminal_and_is_told_afterwards() throws Exception {
        start(Map.of());
        type("!");
        assertRestored(1);
        assertThat(output.indexOf("the demo was told to crash")).isGreaterThan(output.lastIndexOf(LEAVE));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void a_signal_that_ends_the_process_restores_the_terminal(String signal, int exitStatus) throws Exception {
        start(Map.of());
        signal(signal);
        assertRestored(exitStatus);
    }

    @Test
    void an_interrupt_from_outside_is_the_key_and_ends_nothing() throws Exception {
        start(Map.of());
        awaitHandlers();
        signal("INT");
        awaitOutput("ctrl-c");
        type("q");
        assertRestored(0);
    }

    @Test
    void without_colours_and_unicode_the_stream_has_neither() throws Exception {
        start(Map.of("NO_COLOR", "1", "LANG", "C"));
        type("q");
        assertRestored(0);
        assertThat(output.toString()).matches(text -> text.chars().allMatch(c -> c < 0x80), "seven bits");
        assertThat(output.toString()).doesNotContainPattern("\u001b\\[([0-9;]*;)?(3[0-9]|4[0-9]|9[0-7])(;[0-9;]*)?m");
    }

    @Test
    void a_child_gets_the_terminal_and_gives_it_back() throws Exception {
        start(Map.of());
        type("e");
        awaitOutput(LEAVE);
        type("child\n");
        awaitOutput("child=0");
        type("q");
        assertRestored(0);
    }
}
