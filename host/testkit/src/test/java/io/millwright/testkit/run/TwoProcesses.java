package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.spi.Action;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.RealCluster;
import io.millwright.testkit.run.ConflictTest.Fate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two operators at one instance, each in a process of its own, with the lock between them as it is. */
abstract class TwoProcesses {
    private record Pair(Intent holder, Intent wanting) {
        Fate fate() {
            return ConflictTest.fate(holder, wanting);
        }
    }

    /** What the design's matrix names, each beside each. */
    private static final List<Intent> OPERATIONS =
            List.of(Intent.BACKUP, Intent.SCALE, Intent.CONFIGURE, Intent.UPGRADE, Intent.RESTORE);

    private static final List<Pair> PAIRS = OPERATIONS.stream()
            .flatMap(h -> OPERATIONS.stream().map(w -> new Pair(h, w)))
            .toList();

    private static int count(Fate fate) {
        return Math.toIntExact(PAIRS.stream().filter(p -> p.fate() == fate).count());
    }

    @TempDir
    private Path folder;

    private final String prefix = "millwright-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final List<String> namespaces = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();
    private KubeClusters clusters;
    private ClusterConnection cluster;

    /** The kubeconfig whose current context is the cluster. */
    abstract String kubeconfig() throws IOException;

    /** The test is over. */
    void stop() {}

    @BeforeEach
    void connect() throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig());
        clusters = new KubeClusters(KubeOptions.file(file));
        cluster = RealCluster.current(clusters);
    }

    @AfterEach
    void leave() {
        children.forEach(c -> c.process().destroyForcibly());
        namespaces.forEach(n ->
                cluster.writer().delete(ObjectRef.of(Kind.NAMESPACE, "", n), Action.Propagation.BACKGROUND, Mode.REAL));
        clusters.close();
        stop();
    }

    private String namespace(int number) {
        String name = prefix + "pair%02d".formatted(number);
        cluster.writer().create(Resource.of(Kind.NAMESPACE, "", name, Map.of()), Mode.REAL);
        namespaces.add(name);
        cluster.writer()
                .create(Resource.of(Kind.CONFIG_MAP, name, "web", Map.of("data", Map.of("go", "no"))), Mode.REAL);
        return name;
    }

    private Map<String, String> data(String namespace) {
        return cluster.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, namespace, "web"))
                .orElseThrow()
                .textMap("data");
    }

    private void letGoOn(String namespace) {
        cluster.writer()
                .patch(
                        ObjectRef.of(Kind.CONFIG_MAP, namespace, "web"),
                        Map.of("data", Map.of("go", "yes")),
                        List.of(),
                        "",
                        Optional.empty(),
                        Mode.REAL);
    }

    /** A process and what it says. */
    private record Child(Process process, BufferedReader says) {
        /** Its next lines, so many, sorted. */
        List<String> lines(int count) throws IOException {
            List<String> lines = new ArrayList<>();
            while (lines.size() < count) {
                String line = says.readLine();
                assertThat(line).as("the process has ended after %s", lines).isNotNull();
                if (line.startsWith("begun ") || line.startsWith("ended ")) {
                    lines.add(line);
                }
            }
            return lines.stream().sorted().toList();
        }

        void signal(String name) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    private Child child(String role, Stream<String> jobs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OneOperator.class.getName(),
                folder.resolve("kubeconfig").toString(),
                Files.createDirectory(folder.resolve(role + children.size())).toString(),
                role));
        jobs.forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Child child = new Child(process, process.inputReader());
        children.add(child);
        return child;
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twoOperatorsWorkBesideEachOtherWaitOrAreRefusedAsTheMatrixSays() throws Exception {
        List<String> places =
                IntStream.range(0, PAIRS.size()).mapToObj(this::namespace).toList();
        Child holder = child(
                "holds",
                IntStream.range(0, PAIRS.size())
                        .mapToObj(i -> places.get(i) + "=" + PAIRS.get(i).holder()));
        assertThat(holder.lines(PAIRS.size())).allMatch(l -> l.startsWith("begun "));
        Child wanting = child(
                "wants",
                IntStream.range(0, PAIRS.size())
                        .mapToObj(i -> places.get(i) + "=" + PAIRS.get(i).wanting()));
        // Who is refused says one line, who works beside the other two, who waits none.
        List<String> begunOrRefused = wanting.lines(count(Fate.BLOCKED) + 2 * count(Fate.BESIDE));
        for (int i = 0; i < PAIRS.size(); i++) {
            String place = places.get(i);
            List<String> said =
                    begunOrRefused.stream().filter(l -> l.contains(place)).toList();
            switch (PAIRS.get(i).fate()) {
                case BLOCKED ->
                    assertThat(said).singleElement().asString().contains("CANCELLED another run holds its lock");
                case BESIDE -> assertThat(said).hasSize(2).last().asString().contains("SUCCEEDED");
                case WAITS -> assertThat(said).isEmpty();
            }
            assertThat(data(place).containsKey("wanted")).isEqualTo(PAIRS.get(i).fate() == Fate.BESIDE);
        }
        places.forEach(this::letGoOn);
        assertThat(holder.lines(PAIRS.size())).allMatch(l -> l.contains(" SUCCEEDED "));
        assertThat(wanting.lines(2 * count(Fate.WAITS)).stream().filter(l -> l.contains(" SUCCEEDED ")))
                .hasSize(count(Fate.WAITS));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHolderThatSleptAndWakesUpWritesNothing() throws Exception {
        String place = namespace(99);
        Child sleeper = child("holds", Stream.of(place + "=" + Intent.SCALE));
        assertThat(sleeper.lines(1)).first().asString().startsWith("begun ");
        sleeper.signal("STOP");
        Child other = child("wants", Stream.of(place + "=" + Intent.SCALE));
        assertThat(other.lines(2)).last().asString().contains("SUCCEEDED");
        letGoOn(place);
        Resource before =
                cluster.view().get(ObjectRef.of(Kind.CONFIG_MAP, place, "web")).orElseThrow();
        sleeper.signal("CONT");
        assertThat(sleeper.lines(1)).first().asString().contains("FAILED", "lock");
        assertThat(cluster.view().get(ObjectRef.of(Kind.CONFIG_MAP, place, "web")))
                .contains(before);
        assertThat(data(place)).doesNotContainKey("held-again").containsKey("wanted");
    }
}
