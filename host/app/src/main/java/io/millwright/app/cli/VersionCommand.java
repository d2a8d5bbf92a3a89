package io.millwright.app.cli;

import io.millwright.app.Version;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code version}: also answered without this class, see {@link VersionLine}. */
final class VersionCommand implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command("Show the version.");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        if (session.options().format() == Format.TABLE || session.options().format() == Format.WIDE) {
            session.console().line(VersionLine.text());
            return ExitCode.DONE;
        }
        session.write(new Document(
                "Version",
                Document.map(
                        "version", Version.PROGRAM,
                        "contract", Version.CONTRACT,
                        "java", Runtime.version().toString()),
                new Document.Table(List.of(), List.of(), ""),
                List.of(Version.PROGRAM)));
        return ExitCode.DONE;
    }
}
