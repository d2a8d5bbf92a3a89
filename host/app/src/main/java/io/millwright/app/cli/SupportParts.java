package io.millwright.app.cli;

import io.millwright.app.Folders;
import io.millwright.app.Version;
import io.millwright.app.support.Bundle.Part;
import io.millwright.app.support.Platform;
import io.millwright.engine.Redaction;
import io.millwright.engine.json.Yaml;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What goes into a support bundle. What can't be read is told in its place: a bundle is made when something is broken. */
final class SupportParts {
    private static final int RUNS = 20;
    private static final int CRASHES = 5;

    private final Session session;

    SupportParts(Session session) {
        this.session = session;
    }

    /** All of them, in the order in which somebody reads them. */
    List<Part> all() {
        List<Part> parts = new ArrayList<>();
        parts.add(part("program.json", "version, Java, platform, terminal", this::program));
        parts.addAll(settings());
        parts.add(part("plugins.json", "every plugin, and what became of it", this::plugins));
        parts.add(part("contexts.json", "contexts of the kubeconfig, without credentials", this::contexts));
        parts.add(part("calls.json", "the last calls to clusters of this process", this::calls));
        parts.addAll(crashes());
        parts.addAll(runs());
        return parts;
    }

    private Document program() {
        Capabilities terminal = session.console().capabilities();
        return document(
                "Program",
                Document.map(
                        "version", Version.PROGRAM,
                        "contract", Version.CONTRACT,
                        "at", session.services().clock().instant().toString(),
                        "platform", Platform.of(System.getenv()),
                        "interactive", session.console().interactive(),
                        "terminal",
                                Document.map(
                                        "colours", terminal.color().name(),
                                        "signs", terminal.glyphs().name(),
                                        "theme", terminal.theme().name(),
                                        "animations", terminal.animations(),
                                        "screenReader", terminal.screenReader())));
    }

    private List<Part> settings() {
        Folders folders = session.services().folders();
        List<Part> parts = new ArrayList<>();
        Stream.concat(Stream.of(folders.settings(), folders.imported(), folders.views()), folders.guardrails().stream())
                .filter(Files::exists)
                .forEach(file -> parts.add(settings(file)));
        return parts;
    }

    /** Comments are left out with what isn't understood; a file that is no YAML is kept as the text that it is. */
    private static Part settings(Path file) {
        String name = "settings" + file.toAbsolutePath();
        try {
            String text = Files.readString(file);
            return Part.text(
                    name,
                    "settings of " + file,
                    Yaml.read(text).map(t -> Yaml.write(Redaction.of(t))).orElse(text));
        } catch (IOException | ProblemException e) {
            return Part.text(name, "settings that can't be read", e.toString());
        }
    }

    private Document plugins() {
        return document(
                "PluginList",
                Document.map(
                        "items",
                        session.services().plugins().stream()
                                .map(PluginsCommand::content)
                                .toList()));
    }

    private Document contexts() {
        ClusterSource clusters = session.services().clusters();
        return document(
                "ContextList",
                Document.map(
                        "items",
                        clusters.contexts().stream()
                                .map(c -> Document.map(
                                        "name", c.name(),
                                        "current", c.current(),
                                        "server", c.server(),
                                        "namespace", c.namespace(),
                                        "unusable", c.unusable().map(ProblemText::content)))
                                .toList(),
                        "problems",
                        clusters.problems().stream().map(ProblemText::content).toList()));
    }

    private Document calls() {
        return document(
                "CallList",
                Document.map(
                        "items",
                        session.services().calls().newestFirst().stream()
                                .map(c -> Document.map(
                                        "at", c.at().toString(),
                                        "milliseconds", c.took().toMillis(),
                                        "context", c.context(),
                                        "attempted", c.attempted(),
                                        "method", c.method(),
                                        "path", c.path(),
                                        "result", c.result()))
                                .toList()));
    }

    private List<Part> crashes() {
        List<Part> parts = new ArrayList<>();
        try {
            for (Path file : session.services().crashes().newestFirst().stream()
                    .limit(CRASHES)
                    .toList()) {
                parts.add(Part.text("crashes/" + file.getFileName(), "report of a crash", Files.readString(file)));
            }
        } catch (IOException e) {
            parts.add(Part.text("crashes/unreadable.txt", "reports of crashes that can't be read", e.toString()));
        }
        return parts;
    }

    private List<Part> runs() {
        Operations operations = session.services().operations();
        List<Part> parts = new ArrayList<>();
        for (PastRun run : operations.runs().stream().limit(RUNS).toList()) {
            String about = run.title() + ": " + run.state();
            try {
                Operations.Exported exported = operations.export(run.id());
                parts.add(Part.text("runs/" + run.id() + ".md", about, exported.markdown()));
                parts.add(part("runs/" + run.id() + ".json", about, () -> ExportCommand.document(exported)));
            } catch (ProblemException e) {
                parts.add(Part.text("runs/" + run.id() + ".txt", about, problem(e.problem())));
            }
        }
        return parts;
    }

    private static Part part(String name, String what, Supplier<Document> content) {
        try {
            return new Part(
                    name, what, JsonText.write(Redaction.of(content.get().versioned())) + "\n");
        } catch (ProblemException e) {
            return Part.text(name, what + ", which can't be told", problem(e.problem()));
        }
    }

    private static String problem(Problem problem) {
        return JsonText.write(Redaction.of(ProblemText.content(problem))) + "\n";
    }

    private static Document document(String type, Map<String, Object> content) {
        return new Document(
                type, new LinkedHashMap<>(content), new Document.Table(List.of(), List.of(), ""), List.of());
    }
}
