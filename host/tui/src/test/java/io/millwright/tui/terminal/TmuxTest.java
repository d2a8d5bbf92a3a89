package io.millwright.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.tui.demo.Demo;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process in tmux, or in screen within it: they eat keys, answer questions about the cursor and draw for themselves. */
final class TmuxTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of(".");

    private final String server = "millwright-test-" + ProcessHandle.current().pid();

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server, "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("TMUX", "NO_COLOR", "LC_ALL"));
        builder.environment().put("LANG", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static void assumeInstalled(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeThat(found).as(program + " is installed").isTrue();
    }

    /** @param around what starts the program in its turn, with a blank at its end; empty for nothing */
    private void start(String around) throws IOException, InterruptedException {
        assumeInstalled("tmux");
        tmux(
                "new-session",
                "-d",
                "-x",
                "80",
                "-y",
                "24",
                "%s'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '%s' %s"
                        .formatted(
                                around,
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                Demo.class.getName()));
        await(screen -> screen.contains("orders-9"));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        tmux("kill-server");
    }

    private String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    private int cursorRow() throws IOException, InterruptedException {
        return Integer.parseInt(tmux("display-message", "-p", "#{cursor_y}").strip());
    }

    /** Asks tmux until its screen is so. */
    private void await(Predicate<String> so) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String screen = screen();
        while (!so.test(screen)) {
            assertThat(System.nanoTime()).as("in time; last seen:%n%s", screen).isLessThan(end);
            screen = screen();
        }
    }

    @Test
    void keys_sizes_and_the_cursor_go_through_tmux() throws Exception {
        start("");
        goThrough();
    }

    @Test
    void the_same_goes_through_screen() throws Exception {
        assumeInstalled("screen");
        // It would go on by itself when its terminal is gone.
        Path settings = Files.writeString(folder.resolve("screenrc"), "autodetach off\nstartup_message off\n");
        Path sockets = Files.createDirectory(
                folder.resolve("s"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        start("env SCREENDIR='%s' screen -U -c '%s' ".formatted(sockets, settings));
        goThrough();
    }

    private void goThrough() throws Exception {
        assertThat(screen()).contains("millwright   demo").doesNotContain("\u001b");
        int before = cursorRow();
        tmux("send-keys", "Down", "Down");
        await(_ -> moved(before, 2));
        tmux("resize-window", "-x", "100", "-y", "30");
        await(screen -> screen.lines().count() >= 28 && screen.contains("orders-20"));
        assertThat(cursorRow()).isEqualTo(before + 2);
        tmux("send-keys", "q");
        await(screen ->
                screen.startsWith("no server") || screen.startsWith("error") || screen.startsWith("can't find"));
    }

    private boolean moved(int before, int rows) {
        try {
            return cursorRow() == before + rows;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
