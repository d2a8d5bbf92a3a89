package io.millwright.app.cli;

import io.millwright.app.Services;

/**
 * What a command works with.
 *
 * @param services the parts of the program, opened when they are first used
 * @param console where it reads and writes
 * @param options the options that every command has
 */
public record Session(Services services, Console console, GlobalOptions options) {
    void write(Document document) {
        Output.write(document, options.format(), console);
    }
}
