package io.millwright.app.testing;

import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Program;
import io.millwright.app.Services;
import io.millwright.app.cli.Console;
import io.millwright.app.settings.Settings;
import io.millwright.engine.port.ClusterSource;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command left behind that was typed where nobody sits.
 *
 * @param out what programs in pods have written
 * @param all what the command itself said, complaints too
 */
public record Typed(int code, String out, String all) {
    /** The real engine, with no plugin, over these clusters. */
    public static Services services(Path folder, ClusterSource clusters) {
        return new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.systemUTC(),
                () -> Settings.DEFAULT,
                settings -> List.of(),
                made -> clusters,
                EngineOperations::new);
    }

    public static Typed by(Services services, List<String> words) {
        StringWriter said = new StringWriter();
        ByteArrayOutputStream programs = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintWriter(said),
                new PrintWriter(said),
                new BufferedReader(new StringReader("")),
                false,
                Capabilities.detect(Map.of("TERM", "dumb")),
                new Console.Bytes(InputStream.nullInputStream(), programs, programs));
        int code = Program.of(session -> 0, new OneServices(services)).run(words, console);
        return new Typed(code, programs.toString(StandardCharsets.UTF_8), said.toString());
    }
}
