package io.millwright.app.screen;

import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.Session;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the screen on the process's terminal. */
public final class Screen {
    /** A cluster that doesn't answer holds a place until its time is over; so there are more than clusters to be expected. */
    private static final Pace PACE = new Pace(Duration.ofMillis(33), 128);

    private Screen() {}

    /** Runs it until the user leaves; gives the exit status. */
    public static int run(Session session) {
        Model.Start start = new Model.Start(
                session.options().readOnly(),
                session.options().sandbox(),
                session.options().page(),
                session.services().clock().instant());
        GlobalOptions options = session.options();
        LiveDesk desk = new LiveDesk(
                session.services(),
                options.allContexts() ? List.of() : options.contexts(),
                options.namespace(),
                options.timeout());
        try (TerminalPort terminal = TtyPort.system(
                session.console().capabilities(), session.services().folders().cache())) {
            return new Program<>(new ScreenApp(start), new DeskRunner(desk), terminal, Ticker.system(), PACE).run();
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

    /** Paints the first picture into memory: for the launcher's start-up cache. Touches neither terminal nor cluster. */
    public static void warmUp() {
        ScreenApp app = new ScreenApp(new Model.Start(false, false, Optional.empty(), Instant.EPOCH));
        Frame frame = new Frame(new Size(80, 24));
        Capabilities capabilities = Capabilities.detect(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8"));
        Model model = app.init().state();
        app.view(app.update(model, new Resized(frame.size())).state(), new Surface(frame, capabilities));
    }
}
