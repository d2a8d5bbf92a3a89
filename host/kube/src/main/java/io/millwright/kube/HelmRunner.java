package io.millwright.kube;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs Helm. Touching this class loads Helm's native library: 80 MB and about a second. */
final class HelmRunner {

    private final HelmStore store;
    private final Transport transport;
    private final KubeView view;

    /** Where one command's files are; they hold secrets and go when it is done. */
    private record Workspace(Path folder, Path kubeconfig, Path values, Path repositories) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    HelmRunner(HelmStore store, Transport transport, KubeView view) {
        this.store = store;
        this.transport = transport;
        this.view = view;
    }

    ReleaseState execute(Action.Helm action, String description, Duration timeout) {
        String attempted = attempted(action);
        Optional<ReleaseState> before = store.release(action.namespace(), action.release());
        try (Workspace workspace = workspace(action.values())) {
            switch (action.verb()) {
                case INSTALL -> install(action, description, timeout, workspace);
                case UPGRADE -> upgrade(action, description, timeout, workspace);
                case UNINSTALL -> {
                    Helm.uninstall(action.release())
                            .withNamespace(action.namespace())
                            .ignoreNotFound()
                            .withKubeConfig(workspace.kubeconfig())
                            .call();
                    return gone(action, description, before);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw failed(attempted, e);
        }
        return store.release(action.namespace(), action.release())
                .orElseThrow(() -> failed(attempted, new IllegalStateException("Helm left no release")));
    }

    /** What the chart would make; an upgrade goes on with the values that the release was given before. */
    List<Resource> render(Action.Helm action) {
        String attempted = "render the chart of release " + action.namespace() + "/" + action.release();
        Map<String, Object> values = action.verb() == Action.Helm.Verb.UPGRADE
                ? HelmRevision.of(action.namespace(), action.release(), view).stream()
                        .findFirst()
                        .map(r -> r.configWith(action.values()))
                        .orElse(action.values())
                : action.values();
        try (Workspace workspace = workspace(values)) {
            ChartRef chart = chart(action);
            String where = locate(chart, workspace);
            TemplateCommand command = Helm.template(where)
                    .withName(action.release())
                    .withNamespace(action.namespace())
                    .withKubeVersion(view.kubernetesMinor() + ".0")
                    .withValuesFile(workspace.values())
                    .withRepositoryConfig(workspace.repositories());
            if (!chart.version().isEmpty()) {
                command.withVersion(chart.version());
            }
            return documents(command.call());
        } catch (IOException | RuntimeException e) {
            throw failed(attempted, e);
        }
    }

    private void install(Action.Helm action, String description, Duration timeout, Workspace workspace) {
        ChartRef chart = chart(action);
        var command = Helm.install(locate(chart, workspace))
                .withName(action.release())
                .withNamespace(action.namespace())
                .createNamespace()
                .withDescription(description)
                .withTimeout(seconds(timeout))
                .withValuesFile(workspace.values())
                .withKubeConfig(workspace.kubeconfig())
                .withRepositoryConfig(workspace.repositories());
        if (!chart.version().isEmpty()) {
            command.withVersion(chart.version());
        }
        command.call();
    }

    private void upgrade(Action.Helm action, String description, Duration timeout, Workspace workspace) {
        ChartRef chart = chart(action);
        var command = Helm.upgrade(locate(chart, workspace))
                .withName(action.release())
                .withNamespace(action.namespace())
                .withDescription(description)
                .withTimeout(seconds(timeout))
                .resetThenReuseValues()
                .withValuesFile(workspace.values())
                .withKubeConfig(workspace.kubeconfig())
                .withRepositoryConfig(workspace.repositories());
        if (!chart.version().isEmpty()) {
            command.withVersion(chart.version());
        }
        command.call();
    }

    /** Gives a release the objects, values and chart of a stored revision, as its next one. */
    ReleaseState again(HelmRevision revision, String description, Duration timeout) {
        String attempted = "roll back Helm release " + revision.namespace() + "/" + revision.name() + " to revision "
                + revision.number();
        try (Workspace workspace = workspace(revision.config())) {
            Path chart = workspace.folder().resolve("chart");
            Files.createDirectories(chart.resolve("templates"));
            for (Map.Entry<String, String> file : StoredChart.files(revision).entrySet()) {
                secret(chart.resolve(file.getKey()), file.getValue());
            }
            Helm.upgrade(chart.toString())
                    .withName(revision.name())
                    .withNamespace(revision.namespace())
                    .withDescription(description)
                    .withTimeout(seconds(timeout))
                    .resetValues()
                    .withValuesFile(workspace.values())
                    .withKubeConfig(workspace.kubeconfig())
                    .withRepositoryConfig(workspace.repositories())
                    .call();
        } catch (IOException | RuntimeException e) {
            throw failed(attempted, e);
        }
        return store.release(revision.namespace(), revision.name())
                .orElseThrow(() -> failed(attempted, new IllegalStateException("Helm left no release")));
    }

    private static ChartRef chart(Action.Helm action) {
        return action.chart()
                .orElseThrow(() -> new ProblemException(new Problem(
                        Problem.Kind.TOOL,
                        attempted(action),
                        "release " + action.namespace() + "/" + action.release(),
                        "the step names no chart",
                        "This is a fault of the plugin: please report it.",
                        Optional.empty())));
    }

    /** What Helm takes as a chart's name; a repository is made known to this one command alone. */
    private static String locate(ChartRef chart, Workspace workspace) {
        if (chart.repository().isEmpty()) {
            return chart.name();
        }
        if (chart.repository().startsWith("oci://")) {
            return chart.repository().endsWith("/" + chart.name())
                    ? chart.repository()
                    : chart.repository() + "/" + chart.name();
        }
        // Helm keeps repositories' indexes by name in a folder that all its runs share, the user's own among them.
        String name = "millwright-" + Integer.toHexString(chart.repository().hashCode());
        Helm.repo()
                .add()
                .withRepositoryConfig(workspace.repositories())
                .withName(name)
                .withUrl(URI.create(chart.repository()))
                .call();
        return name + "/" + chart.name();
    }

    private Workspace workspace(Map<String, Object> values) throws IOException {
        // Made for the user alone (0700), the files in it too (0600).
        Path folder = Files.createTempDirectory("millwright-helm-");
        Workspace workspace = new Workspace(
                folder,
                folder.resolve("kubeconfig"),
                folder.resolve("values.yaml"),
                folder.resolve("repositories.yaml"));
        try {
            KubeOptions options = transport.options();
            secret(workspace.kubeconfig(), transport.context().contents(options.asUser(), options.asGroups()));
            secret(workspace.values(), PlainTree.json(values));
            secret(workspace.repositories(), "apiVersion: v1\nrepositories: []\n");
            return workspace;
        } catch (IOException e) {
            workspace.close();
            throw e;
        }
    }

    private static void secret(Path file, String content) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, content);
    }

    private static List<Resource> documents(String yaml) throws IOException {
        List<Resource> result = new ArrayList<>();
        try (MappingIterator<Object> trees =
                new YAMLMapper().readerFor(Object.class).readValues(yaml)) {
            while (trees.hasNext()) {
                if (trees.next() instanceof Map<?, ?> map && !map.isEmpty()) {
                    Map<String, Object> content = new LinkedHashMap<>();
                    map.forEach((k, v) -> content.put(String.valueOf(k), v));
                    result.add(new Resource(content));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return result;
    }

    private static ReleaseState gone(Action.Helm action, String description, Optional<ReleaseState> before) {
        return new ReleaseState(
                action.namespace(),
                action.release(),
                before.map(ReleaseState::revision).orElse(0),
                "uninstalled",
                before.map(ReleaseState::chart).orElse(""),
                before.map(ReleaseState::chartVersion).orElse(""),
                before.map(ReleaseState::appVersion).orElse(""),
                description);
    }

    private static int seconds(Duration timeout) {
        return (int) Math.max(1, timeout.toSeconds());
    }

    private static String attempted(Action.Helm action) {
        return switch (action.verb()) {
                    case INSTALL -> "install";
                    case UPGRADE -> "upgrade";
                    case UNINSTALL -> "uninstall";
                }
                + " Helm release " + action.namespace() + "/" + action.release();
    }

    private ProblemException failed(String attempted, Exception e) {
        if (e instanceof ProblemException known) {
            return known;
        }
        String said = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().strip().replaceAll("\\s+", " ");
        return new ProblemException(
                transport
                        .problems()
                        .cluster(
                                attempted,
                                "Helm said: " + (said.length() > 400 ? said.substring(0, 400) + " …" : said),
                                "Look at the release with helm history, correct the cause and plan again.",
                                "helm"),
                e);
    }
}
