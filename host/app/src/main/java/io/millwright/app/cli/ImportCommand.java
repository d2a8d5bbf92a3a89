package io.millwright.app.cli;

import io.millwright.app.Folders;
import io.millwright.app.settings.K9sImport;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code import}: takes over what other programs were told. */
final class ImportCommand implements Command {
    @Override
    public String name() {
        return "import";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command("Take over settings from another program: k9s.");
    }

    @Override
    public List<Command> subcommands() {
        return List.of(new FromK9s());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        session.console().lines("Say from what: 'millwright import k9s'.");
        return ExitCode.USAGE;
    }

    /** {@code import k9s}: aliases, hotkeys, plugins, views, mouse, read-only and skins. */
    private static final class FromK9s implements Command {
        @Override
        public String name() {
            return "k9s";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command(
                            "Take over what k9s was told: aliases, hotkeys, plugins, columns of views, jumps, mouse, read-only, skins; also of single contexts.",
                            "Says of each thing what became of it, or why it wasn't taken. Writes 'imported.yaml' beside the settings file and"
                                    + " changes nothing else; the settings file wins over it.")
                    .addPositional(
                            Specs.optional(
                                    0,
                                    "DIR",
                                    "k9s' folder of configuration, with all of its files; without it ~/.config/k9s and ~/.local/share/k9s"))
                    .addOption(Specs.flag("Only say what would be taken.", "--dry-run"));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            Path target = session.services().folders().imported();
            Optional<Path> named = arguments.positional(0).map(Path::of);
            Folders folders = session.services().folders();
            Path folder = named.orElseGet(() -> folders.config().resolveSibling("k9s"));
            // A folder that is named is one as K9S_CONFIG_DIR names it, which has everything in it.
            Optional<Path> data = named.isPresent()
                    ? Optional.empty()
                    : Optional.of(folders.data().resolveSibling("k9s"));
            K9sImport.Result result = K9sImport.read(folder, data, contexts(session));
            boolean dry = arguments.flag("--dry-run");
            if (!dry) {
                K9sImport.write(result, target);
            }
            session.write(document(result, folder));
            long taken =
                    result.verdicts().stream().filter(K9sImport.Verdict::taken).count();
            session.console()
                    .remark(taken + " taken, " + (result.verdicts().size() - taken) + " not. "
                            + (dry
                                    ? "Nothing was written."
                                    : "Written to " + target
                                            + "; ':settings' on the screen says what of it can't be followed."));
            return ExitCode.DONE;
        }

        private static List<String> contexts(Session session) {
            return session.services().clusters().contexts().stream()
                    .map(ClusterSource.Context::name)
                    .toList();
        }

        private static Document document(K9sImport.Result result, Path folder) {
            List<Map<String, Object>> items = new ArrayList<>();
            List<List<Document.Cell>> rows = new ArrayList<>();
            for (K9sImport.Verdict v : result.verdicts()) {
                items.add(Document.map("file", v.file(), "what", v.what(), "taken", v.taken(), "text", v.text()));
                rows.add(List.of(
                        new Document.Cell(
                                v.taken() ? "● taken" : "▲ not taken",
                                Optional.of(v.taken() ? Severity.OK : Severity.WARNING)),
                        Document.Cell.of(v.file()),
                        Document.Cell.of(v.what()),
                        Document.Cell.of(v.text())));
            }
            return new Document(
                    "ImportList",
                    Document.map("items", items),
                    new Document.Table(
                            List.of(
                                    Document.Column.of("RESULT"),
                                    Document.Column.of("FILE"),
                                    Document.Column.of("WHAT"),
                                    Document.Column.of("AS, OR WHY NOT")),
                            rows,
                            "There is nothing of k9s in " + folder),
                    result.verdicts().stream().map(K9sImport.Verdict::what).toList());
        }
    }
}
