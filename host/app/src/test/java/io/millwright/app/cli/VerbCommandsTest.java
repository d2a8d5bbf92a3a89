package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.Typed;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** kubectl's verbs: the same plans as those of {@code run objects}, with the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerbCommandsTest {
    private static final int FASTER = 20;

    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new SandboxOptions.ClusterSpec("town", "empty")),
            List.of(),
            FASTER,
            Optional.empty(),
            0,
            Optional.empty()));

    private Path folder = Path.of(".");

    private KubeClusters clusters = new KubeClusters(KubeOptions.file(Path.of("nowhere")));
    private String node = "";

    @BeforeAll
    void connect(@TempDir Path made) throws IOException {
        folder = made;
        clusters = new KubeClusters(
                KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
        node = clusters.open("town")
                .view()
                .list(Kind.NODE, Selector.ALL)
                .getFirst()
                .name();
        for (String name : List.of("old", "older")) {
            create(Resource.of(Kind.CONFIG_MAP, "default", name, Map.of()));
        }
        create(Resource.of(
                Kind.DEPLOYMENT,
                "default",
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                1,
                                "selector",
                                Map.of("matchLabels", Map.of("app", "web")),
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("labels", Map.of("app", "web")),
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name", "main", "image", "registry.example.org/web:1"))))))));
    }

    private void create(Resource object) {
        clusters.open("town").writer().create(object, Mode.REAL);
    }

    @AfterAll
    void close() {
        clusters.close();
        sandbox.close();
    }

    private Typed typed(String line) {
        return Typed.by(
                Typed.services(folder, clusters),
                List.of(line.replace("NODE", node).split(" ")));
    }

    private Optional<Resource> read(Kind kind, String name) {
        return clusters.open("town").view().get(ObjectRef.of(kind, "default", name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scale deploy/web --replicas 3                   | scale deploy/web --set replicas=3
            scale deploy web --replicas=3                   | scale deploy/web --set replicas=3
            delete cm old older                             | delete cm/old,older
            delete cm/old cm/older --cascade orphan         | delete cm/old,older --set propagation=orphan
            cordon NODE                                     | cordon node/NODE
            cordon node/NODE                                | cordon node/NODE
            uncordon NODE                                   | uncordon node/NODE
            drain NODE --force --delete-emptydir-data --wait-minutes 5 | drain node/NODE --set unmanaged-pods=true --set delete-emptydir-data=true --set wait-minutes=5
            rollout undo deploy/web --to-revision 1         | undo-rollout deploy/web --set revision=1
            """)
    void aVerbIsARunbookOfObjects(String verb, String runbook) {
        Typed long_ = typed("run objects " + runbook + " --dry-run");
        Typed brief = typed(verb + " --dry-run");
        assertThat(digest(brief)).as(brief.all()).isEqualTo(digest(long_));
        assertThat(brief.code()).isEqualTo(long_.code());
    }

    /** Everything but the moments in it. */
    private static String digest(Typed said) {
        return said.all().replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][0-9:.Z]+", "TIME");
    }

    @Test
    void itIsApprovedAsARunIs() {
        Typed asked = typed("rollout restart deploy/web");
        assertThat(asked.code()).isNotZero();
        assertThat(asked.all()).contains("Restart").contains("nobody can be asked here");
        assertThat(typed("delete cm old --read-only --confirm old").all()).contains("--read-only");
        assertThat(read(Kind.CONFIG_MAP, "old")).isPresent();
        create(Resource.of(Kind.CONFIG_MAP, "default", "leaving", Map.of()));
        Typed deleted = typed("delete cm leaving --confirm leaving");
        assertThat(deleted.code()).as(deleted.all()).isEqualTo(ExitCode.DONE);
        assertThat(read(Kind.CONFIG_MAP, "leaving")).isEmpty();
    }

    @Test
    void onePlanIsForObjectsOfOneKind() {
        assertThat(typed("delete cm/old deploy/web").all()).contains("one kind");
        assertThat(typed("delete cm").code()).isEqualTo(ExitCode.USAGE);
        assertThat(typed("rollout").all()).contains("rollout restart", "rollout undo");
    }
}
