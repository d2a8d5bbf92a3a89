package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Program;
import io.millwright.app.Services;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.app.testing.OneServices;
import io.millwright.app.testing.Typed;
import io.millwright.engine.json.Json;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.postgres.PostgresTool;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.RealCluster;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the API server itself has seen of a program that was started with {@code --read-only}: its audit log has nothing but looks, tries and
 * questions about one's own rights. Needs a lab whose audit log is on ({@code LAB_AUDIT=1}) and that nobody else uses meanwhile.
 */
@Tag("lab")
class ReadOnlyOnClusterTest {
    /** A sandbox is no cluster of anybody's, and the shell has the same commands. */
    private static final List<String> ELSEWHERE = List.of("sandbox serve", "sandbox fault", "shell");

    @TempDir
    private Path folder;

    private final String namespace =
            "millwright-" + UUID.randomUUID().toString().substring(0, 8);
    private KubeClusters clusters;
    private ClusterConnection cluster;
    private Services services;

    private static Path audit() {
        return Path.of(Optional.ofNullable(System.getenv("LAB_DIR")).orElse("there is no lab"), "logs", "audit.log");
    }

    @BeforeEach
    void connect() {
        assumeTrue(Files.exists(audit()), "the lab writes no audit log: start it with LAB_AUDIT=1");
        clusters = new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), Path.of("none")));
        cluster = RealCluster.current(clusters);
        cluster.writer().create(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()), Mode.REAL);
        cluster.writer()
                .create(
                        Resource.of(Kind.CONFIG_MAP, namespace, "settings", Map.of("data", Map.of("a", "1"))),
                        Mode.REAL);
        services = new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.systemUTC(),
                () -> new Settings(
                        "auto", List.of("*"), List.of(), ScreenSettings.DEFAULT, List.of(), Optional.empty()),
                settings -> List.of(new PluginOutcome.Loaded(
                        Path.of("postgres.jar"), "postgres", "test", "test", new PostgresTool())),
                made -> clusters,
                EngineOperations::new);
    }

    @AfterEach
    void leave() {
        if (cluster != null) {
            cluster.writer()
                    .delete(ObjectRef.of(Kind.NAMESPACE, "", namespace), Action.Propagation.BACKGROUND, Mode.REAL);
            clusters.close();
        }
    }

    @Test
    void theAuditLogHasNothingButLooksTriesAndQuestions() throws IOException {
        long before = Files.size(audit());
        for (String line : lines()) {
            types("--read-only " + line);
        }
        Visitor visitor = new Visitor(services, true);
        assertThat(Visitor.PAGES)
                .allSatisfy(page -> assertThat(visitor.visit(page)).isNotEmpty());
        List<String> written = writtenSince(before);
        List<String> changes = written.stream()
                .filter(l -> l.contains("\"userAgent\":\"millwright/"))
                .map(l -> new Resource(Json.readMap(l)))
                .filter(ReadOnlyOnClusterTest::changes)
                .map(r -> r.text("verb").orElse("") + " " + r.text("requestURI").orElse(""))
                .toList();
        assertThat(written)
                .as("what this program asks is told from what others do")
                .anyMatch(l -> l.contains("\"userAgent\":\"millwright/"));
        assertThat(changes).isEmpty();
        assertThat(written).anyMatch(l -> l.contains("\"verb\":\"list\""));
    }

    /** Everything that can be typed, and what changes something in more than one way. */
    private List<String> lines() {
        String here = " -n " + namespace;
        String missing = folder.resolve("missing").toString();
        return List.of(
                "instances",
                "tools",
                "plugins",
                "clusters",
                "health",
                "get pods -A",
                "get secrets -A -o json",
                "describe configmap/settings" + here,
                "logs -l app=none",
                "find settings",
                "top nodes",
                "top pods -A",
                "tree configmap/settings" + here,
                "can",
                "subjects users",
                "helm list",
                "helm history none" + here,
                "helm values none" + here,
                "helm notes none" + here,
                "helm manifest none" + here,
                "helm diff none 1 2" + here,
                "helm rollback none 1 --confirm none" + here,
                "helm uninstall none --confirm none" + here,
                "exec none" + here + " -- true",
                "attach none" + here,
                "node-shell none" + here + " --confirm none",
                "cp none:/etc/hostname " + missing + here,
                "cp " + folder + " none:/tmp" + here,
                "port-forward none 0:80" + here,
                "guide postgres",
                "guide postgres create-cluster",
                "plan postgres install-operator",
                "plan postgres install-operator --role",
                "plan objects delete configmap/settings" + here,
                "run objects delete configmap/settings --confirm settings" + here,
                "run objects delete configmap/settings --dry-run" + here,
                "run objects delete pod/none --set force=true --confirm none" + here,
                "delete configmap/settings --confirm settings" + here,
                "scale deploy/none --replicas 1 --confirm none" + here,
                "cordon none --confirm none",
                "uncordon none --confirm none",
                "drain none --confirm none",
                "rollout restart deploy/none --confirm none" + here,
                "rollout undo deploy/none --confirm none" + here,
                "operations list",
                "operations show none",
                "operations export none",
                "operations verify none",
                "operations sessions",
                "operations take-over none",
                "operations resume none",
                "operations undo none",
                "operations abandon none --reason tried",
                "support-bundle " + folder.resolve("bundle.zip"),
                "import k9s " + missing,
                "completion bash",
                "version",
                "complete -- run postgres ");
    }

    @Test
    void noCommandIsLeftOut() {
        List<String> typed = lines();
        assertThat(leaves(Program.of(session -> 0, new OneServices(services)).model(), ""))
                .filteredOn(c -> !ELSEWHERE.contains(c))
                .allSatisfy(c -> assertThat(typed).anyMatch(l -> (l + " ").startsWith(c + " ")));
    }

    /** Commands with none below them, as they are typed. */
    private static List<String> leaves(CommandSpec spec, String before) {
        return spec.subcommands().isEmpty()
                ? List.of(before.strip())
                : spec.subcommands().entrySet().stream()
                        .flatMap(e -> leaves(e.getValue().getCommandSpec(), before + " " + e.getKey()).stream())
                        .distinct()
                        .toList();
    }

    /**
     * The whole lines of the log from a size in bytes on. The API server writes on while this reads, so what follows the last
     * line break isn't a line yet; and a log has more bytes than characters, as messages in other alphabets are in it. One that has become too
     * large meanwhile lies beside the new one.
     */
    private static List<String> writtenSince(long size) throws IOException {
        if (Files.size(audit()) >= size) {
            return lines(audit(), size);
        }
        List<String> all = new ArrayList<>();
        try (Stream<Path> beside = Files.list(audit().getParent())) {
            Path full = beside.filter(p -> p.getFileName().toString().matches("audit-.*\\.log"))
                    .max(Comparator.comparing(p -> p.getFileName().toString()))
                    .orElseThrow();
            all.addAll(lines(full, size));
        }
        all.addAll(lines(audit(), 0));
        return all;
    }

    private static List<String> lines(Path file, long from) throws IOException {
        try (SeekableByteChannel log = Files.newByteChannel(file)) {
            log.position(from);
            String text = new String(Channels.newInputStream(log).readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        }
    }

    private static boolean changes(Resource event) {
        String verb = event.text("verb").orElse("");
        String uri = event.text("requestURI").orElse("");
        boolean looks = List.of("get", "list", "watch").contains(verb);
        boolean tries = uri.contains("dryRun=All");
        boolean asks = verb.equals("create")
                && List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews").stream()
                        .anyMatch(q -> uri.contains("/" + q));
        return !looks && !tries && !asks;
    }

    private void types(String line) {
        String said = Typed.by(services, List.of(line.split(" +"))).all();
        assertThat(said).as(line).doesNotContain("fault of Millwright");
    }
}
