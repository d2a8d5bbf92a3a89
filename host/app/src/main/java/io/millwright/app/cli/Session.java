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
        boolean bySetting = services.settings().isReadOnly(context);
        if (options.readOnly() || bySetting) {
            throw new ProblemException(new Problem(
                    Problem.Kind.USER,
                    attempted,
                    "cluster " + context,
                    bySetting ? "the settings say that this context is read-only" : "--read-only was given",
                    bySetting ? "Take the context out of readOnlyContexts." : "Leave --read-only out.",
                    Optional.of("denied")));
        }
    }

    void write(Document document) {
        Output.write(document, options.format(), console);
    }
}
