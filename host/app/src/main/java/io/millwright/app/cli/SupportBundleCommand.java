package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.app.support.Bundle;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code support-bundle}: what somebody who helps wants to see, in one file. */
final class SupportBundleCommand implements Command {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Override
    public String name() {
        return "support-bundle";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Pack what somebody who helps wants to see into one zip archive, without secrets, and list what is in it.",
                        "Version, platform, terminal, settings, plugins, contexts without credentials, the last runs as 'operations export'"
                                + " tells them, reports of crashes. No cluster is asked. Look through it before you send it: names of"
                                + " clusters, namespaces and objects are in it.")
                .addPositional(Specs.optional(
                        0,
                        "FILE",
                        "Where to; millwright-support-TIME.zip in this folder. A file that is there stays."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Path file = arguments
                .positional(0)
                .map(Path::of)
                .orElseGet(() -> Path.of("millwright-support-"
                        + TIME.format(session.services().clock().instant()) + ".zip"))
                .toAbsolutePath()
                .normalize();
        List<Bundle.Part> parts = new SupportParts(session).all();
        Bundle.write(file, parts);
        session.write(new Document(
                "SupportBundle",
                Document.map(
                        "file",
                        file.toString(),
                        "items",
                        parts.stream()
                                .map(p -> Document.map("name", p.name(), "what", p.what(), "bytes", p.bytes()))
                                .toList()),
                new Document.Table(
                        List.of(Column.of("FILE"), Column.number("BYTES"), Column.of("WHAT")),
                        parts.stream()
                                .map(p -> Document.cells(p.name(), Integer.toString(p.bytes()), p.what()))
                                .toList(),
                        ""),
                List.of(file.toString())));
        session.console().remark("Written to " + file + ". Look through it before you send it.");
        return ExitCode.DONE;
    }
}
