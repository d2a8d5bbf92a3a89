package io.millwright.app.screen;

import io.millwright.app.cli.CommandLineProgram.NoCommand;
import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.Session;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.app.settings.Glance;
import io.millwright.app.settings.GuardrailsReader;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.Pace;
import io.millwright.tui.Program;
import io.millwright.tui.Resized;
import io.millwright.tui.Size;
import io.millwright.tui.Surface;
import io.millwright.tui.TerminalPort;
import io.millwright.tui.Ticker;
import io.millwright.tui.terminal.TtyPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Opens the screen on the process's terminal. */
public final class Screen {
    /** A cluster that doesn't answer holds a place until its time is over; so there are more than clusters to be expected. */
    static final Pace PACE = new Pace(Duration.ofMillis(33), 128);

    private static final long LONGEST_WARM_UP_SECONDS = 60;

    private Screen() {}

    /** Runs it until the user leaves; gives the exit status. */
    public static int run(Session session) {
        return run(session, terminal -> terminal);
    }

    private static int run(Session session, UnaryOperator<TerminalPort> seen) {
        Capabilities capabilities = look(session);
        Model.Start start = new Model.Start(
                session.options().readOnly(),
                session.options().sandbox(),
                session.options().page(),
                capabilities.screenReader(),
                session.services().clock().instant(),
                session.options().identity().told(),
                session.options().kubeconfig().map(Path::toString),
                session.options().namespace());
        GlobalOptions options = session.options();
        LiveDesk desk = new LiveDesk(
                session.services(),
                options.allContexts() ? List.of() : options.contexts(),
                options.namespace(),
                options.timeout());
        try (TerminalPort terminal = seen.apply(TtyPort.system(
                        capabilities, session.services().folders().cache()));
                PodRunner pods = new PodRunner(
                        context -> session.services().clusters().open(context),
                        session.services().clock(),
                        options.sandbox() ? Optional.empty() : Optional.of(itself(options)),
                        (context, work) -> session.services().operations().inPod(context, work, Operator.NOBODY));
                BrowseRunner objects = new BrowseRunner(
                        context -> session.services().clusters().open(context),
                        options.namespace(),
                        session.services().clock(),
                        BrowseRunner.editor(System.getenv()),
                        pods,
                        new OwnFiles(session.services().folders().state()),
                        () -> GuardrailsReader.read(session.services().folders().guardrails()),
                        ListCache.of(session))) {
            return new Program<>(
                            new ScreenApp(start),
                            new ScreenRunner(
                                    new DeskRunner(desk),
                                    objects,
                                    session.services().crashes()),
                            terminal,
                            Ticker.system(),
                            PACE)
                    .run();
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.user(
                            "open the screen",
                            "this terminal",
                            "it is none, or can't be used: " + e.getMessage(),
                            "Use the commands instead: 'millwright --help'."),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** What starts this program anew, as the launcher does, with the same kubeconfig. */
    private static List<String> itself(GlobalOptions options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Optional<Path> arguments = Optional.ofNullable(System.getProperty("millwright.home"))
                .map(home -> Path.of(home, "java.args"))
                .filter(Files::isRegularFile);
        command.addAll(
                arguments.isPresent()
                        ? List.of("@" + arguments.get())
                        : List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.millwright.app.Main");
        options.kubeconfig().ifPresent(k -> command.addAll(List.of("--kubeconfig", k.toString())));
        if (options.write()) {
            command.add("--write");
        }
        command.addAll(options.identity().options());
        return command;
    }

    private static Capabilities look(Session session) {
        return look(
                session.console().capabilities(),
                session.options(),
                Glance.at(session.services().folders().settings()));
    }

    /** What the terminal can show, less what options and settings don't want. */
    static Capabilities look(Capabilities found, GlobalOptions options, Glance set) {
        Capabilities still = options.noAnimations() ? found.withAnimations(false) : found;
        return set.over(options.screenReader() ? still.withScreenReader(true) : still);
    }

    /**
     * For the launcher's start-up cache: opens the screen on this terminal twice and leaves. Where there is no terminal it paints the first
     * picture into memory.
     *
     * @param kubeconfig leads to a cluster with the namespace {@code kube-system}, and to no other
     * @param open opens the screen as those arguments do
     */
    public static void warmUp(boolean terminal, String kubeconfig, BiConsumer<List<String>, NoCommand> open) {
        if (terminal) {
            open.accept(List.of("-c", "namespaces", "--kubeconfig", kubeconfig), untilSeen("kube-system"));
            open.accept(List.of("-c", "pods", "--kubeconfig", kubeconfig), untilSeen("web-2"));
            // Once more, with the rows of before.
            open.accept(List.of("-c", "pods", "--kubeconfig", kubeconfig), untilSeen("web-2"));
            open.accept(List.of("--kubeconfig", kubeconfig), untilSeen("1 cluster"));
        } else {
            paintIntoMemory();
        }
    }

    private static NoCommand untilSeen(String word) {
        return session -> run(session, terminal -> {
            LeavingPort port = new LeavingPort(terminal, word);
            CompletableFuture.delayedExecutor(LONGEST_WARM_UP_SECONDS, TimeUnit.SECONDS)
                    .execute(port::leave);
            return port;
        });
    }

    private static void paintIntoMemory() {
        ScreenApp app = new ScreenApp(new Model.Start(false, false, Optional.empty(), Instant.EPOCH));
        Frame frame = new Frame(new Size(80, 24));
        Capabilities capabilities = Capabilities.detect(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8"));
        Model model = app.init().state();
        app.view(app.update(model, new Resized(frame.size())).state(), new Surface(frame, capabilities));
    }
}
