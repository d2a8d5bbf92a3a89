package io.millwright.app.cli;

import io.millwright.app.Services;
import io.millwright.app.cli.CommandLineProgram.NoCommand;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.tui.Glyphs;
import java.util.List;
import java.util.OptionalInt;

/** Opens the screen where the command line is plain enough to do it without the parser. */
public final class PlainStart {
    private PlainStart() {}

    /** The exit code; empty when {@link CommandLineProgram} has to read the line. */
    public static OptionalInt run(List<String> arguments, NoCommand screen, ServicesSource source, Console console) {
        return PlainLine.read(arguments)
                .map(line -> OptionalInt.of(Guarded.run(arguments, Format.TABLE, console, () -> {
                    GlobalOptions options = source.inForce(GlobalOptions.of(line));
                    Services services = source.open(options);
                    try {
                        Console shown = options.ascii() ? console.with(Glyphs.ASCII) : console;
                        return screen.run(new Session(services, shown, options));
                    } catch (RuntimeException | Error e) {
                        throw Guarded.reported(e, "millwright", services.crashes());
                    } finally {
                        source.release(services);
                    }
                })))
                .orElse(OptionalInt.empty());
    }
}
