package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kit.Yaml;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.vault.VaultTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers of the real Vault that somebody made without Helm, from their first keys to a restored snapshot, on the cluster of {@code
 * KUBECONFIG}. {@code MILLWRIGHT_TEST_VAULT_IMAGE} names an image that it can pull.
 */
@Tag("lab")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class VaultOnClusterTest {
    private static final Map<String, Tool> TOOLS = Map.of("vault", new VaultTool());
    private static final String NAMESPACE = "mw-vault";
    private static final String VAULT = NAMESPACE + "/vault";

    @TempDir
    private Path folder;

    private final KeyHolder person = new KeyHolder();
    private Optional<Place> arrived = Optional.empty();

    private Place place() {
        return arrived.orElseThrow();
    }

    @BeforeEach
    void arrive() {
        String image = System.getenv().getOrDefault("MILLWRIGHT_TEST_VAULT_IMAGE", "");
        assumeTrue(!image.isEmpty(), "MILLWRIGHT_TEST_VAULT_IMAGE names no image of Vault");
        arrived = Optional.of(Place.real(folder, TOOLS));
        place().namespace(NAMESPACE);
        String manifest = Yaml.text(VaultOnClusterTest.class, "vault.yaml").replace("$IMAGE", image);
        Yaml.documents(manifest, "vault.yaml")
                .forEach(r -> place().cluster().writer().apply(r, true, Mode.REAL));
        until("three servers run", () -> pods().size() == 3 && pods().stream().allMatch(VaultOnClusterTest::runs));
        until("they answer", () -> health().contains("initialised"));
    }

    @AfterEach
    void leave() {
        arrived.ifPresent(p -> {
            p.delete(Kind.NAMESPACE, "", NAMESPACE);
            p.close();
        });
    }

    @Test
    void serversFromTheirFirstKeysToARestoredSnapshot() {
        assertThat(place().operator().types("instances").done().out()).contains(VAULT);
        assertThat(health()).contains("it isn't initialised", "run vault init").doesNotContain("run vault unseal");

        runs("init", "shares=3", "threshold=2");
        assertThat(person.times()).as("times that keys were shown").isEqualTo(1);
        assertThat(person.token()).isNotEmpty();
        assertThat(health()).contains("1 of 3 servers are sealed", "2 servers haven't joined");
        runs("unseal");
        everyServerIsOpen();

        String value = "first";
        vault("vault-0", "secrets", "enable", "-version=2", "-path=kv", "kv");
        vault("vault-0", "kv", "put", "kv/shop", "word=" + value);
        Path snapshot = folder.resolve("snapshot");
        runs("back-up", "file=" + snapshot);
        assertThat(snapshot).isNotEmptyFile();
        vault("vault-0", "kv", "put", "kv/shop", "word=second");
        runs("restore", "file=" + snapshot, "safety=" + folder.resolve("safety"));
        openTheSealed();
        assertThat(word()).as("the value of the snapshot").isEqualTo(value);

        aSealedServerIsFoundAndNamed();

        String leader = leader();
        runs("step-down");
        assertThat(leader()).isNotEqualTo(leader);
        List<String> before = uids();
        runs("restart", "which=all");
        assertThat(uids()).doesNotContainAnyElementsOf(before);
        everyServerIsOpen();
        assertThat(word()).isEqualTo(value);

        assertThat(person.times()).isEqualTo(1);
        nothingKeepsWhatWasShown();
        assertThat(place().operator().types("operations").done().out()).doesNotContain("Failed");
    }

    private void aSealedServerIsFoundAndNamed() {
        String standby = pods().stream()
                .map(Resource::name)
                .filter(n -> !n.equals(leader()))
                .findFirst()
                .orElseThrow();
        place().delete(Kind.POD, NAMESPACE, standby);
        until("the sealed server is named", () -> health().contains("1 of 3 servers are sealed"));
        assertThat(health()).contains(standby);
        runs("unseal");
        everyServerIsOpen();
    }

    private void openTheSealed() {
        if (health().contains("servers are sealed")) {
            runs("unseal");
        }
        everyServerIsOpen();
    }

    /** By the word of each server itself, and by Millwright's. */
    private void everyServerIsOpen() {
        assertThat(pods()).allSatisfy(p -> assertThat(vault(p.name(), "status")).containsPattern("Sealed +false"));
        until("no finding is critical", () -> !health().contains("Critical:"));
        assertThat(health()).doesNotContain("servers are sealed");
    }

    private String leader() {
        List<String> leaders = pods().stream()
                .map(Resource::name)
                .filter(n -> vault(n, "status").matches("(?s).*HA Mode +active.*"))
                .toList();
        assertThat(leaders).as("servers that say they lead").hasSize(1);
        return leaders.getFirst();
    }

    private String word() {
        return vault(leader(), "kv", "get", "-field=word", "kv/shop");
    }

    private List<Resource> pods() {
        return place().cluster().view().list(Kind.POD, Selector.labelled(NAMESPACE, "component", "server"));
    }

    private static boolean runs(Resource pod) {
        return pod.text("status", "phase").filter("Running"::equals).isPresent()
                && pod.at("metadata", "deletionTimestamp").isEmpty();
    }

    private List<String> uids() {
        return pods().stream().map(Resource::uid).toList();
    }

    /** What the server's own program says. */
    private String vault(String pod, String... words) {
        List<String> command = new ArrayList<>(List.of("env", "VAULT_TOKEN=" + person.token(), "vault"));
        command.addAll(List.of(words));
        var reply = place().cluster().writer().exec(ObjectRef.of(Kind.POD, NAMESPACE, pod), "vault", command);
        assertThat(reply.exitCode()).as("%s %s", reply.output(), reply.error()).isZero();
        return reply.output().strip();
    }

    private String health() {
        return place().operator().types("health", "vault/" + VAULT).out();
    }

    private void runs(String runbook, String... settings) {
        place().operator().runsWith(person, place().cluster(), runbook, VAULT, settings);
    }

    /** Neither the machine nor the cluster keeps a key or the token, but for the snapshots that are meant to. */
    private void nothingKeepsWhatWasShown() {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(Files.readString(f, StandardCharsets.ISO_8859_1))
                            .as(f.toString())
                            .doesNotContain(person.secrets().toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(place().cluster().view().list(Kind.CONFIG_MAP, Selector.in(NAMESPACE)))
                .allSatisfy(c -> assertThat(c.content().toString())
                        .doesNotContain(person.secrets().toArray(String[]::new)));
    }

    private static void until(String what, BooleanSupplier holds) {
        assertThat(Patience.until(Duration.ofMinutes(4), holds)).as(what).isTrue();
    }
}
