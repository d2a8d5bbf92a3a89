package io.millwright.app.cli;

import io.millwright.app.Services;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.Optional;

/**
 * What a command works with.
 *
 * @param services the parts of the program, opened when they are first used
 * @param console where it reads and writes
 * @param options the options that every command has
 */
public record Session(Services services, Console console, GlobalOptions options) {
    /** @throws ProblemException when nothing may be changed in that cluster, by this command line or by the settings */
    void refuseReadOnly(String attempted, String context) {
        services.settings().refuseReadOnly(attempted, context);
        if (options.readOnly()) {
            throw new ProblemException(new Problem(
                    Problem.Kind.USER,
                    attempted,
                    "cluster " + context,
                    "--read-only was given",
                    "Leave --read-only out.",
                    Optional.of("denied")));
        }
    }

    void write(Document document) {
        Output.write(document, options.format(), console);
    }
}
