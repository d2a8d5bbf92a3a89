package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.HttpExchange;
import io.millwright.kit.Yaml;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.Patience;
import io.millwright.vault.VaultTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers of Vault that somebody made without Helm, from their first keys to a restored snapshot. */
abstract class VaultJourney {
    static final Map<String, Tool> TOOLS = Map.of("vault", new VaultTool());
    static final String NAMESPACE = "mw-vault";
    private static final String VAULT = NAMESPACE + "/vault";
    private static final String KEPT = "/v1/kv/data/shop";

    @TempDir
    private Path folder;

    private final KeyHolder person = new KeyHolder();
    private Optional<Place> arrived = Optional.empty();

    /** Where it is made; ready for the servers, which come from there. */
    abstract Place open(Path folder) throws Exception;

    /** An image of Vault that the cluster can pull. */
    abstract String image();

    /** Once there is a token. */
    void keysAreMade() {}

    final Place place() {
        return arrived.orElseThrow();
    }

    @BeforeEach
    void arrive() throws Exception {
        String image = image();
        arrived = Optional.of(open(folder));
        place().namespace(NAMESPACE);
        String manifest = Yaml.text(VaultJourney.class, "vault.yaml").replace("$IMAGE", image);
        Yaml.documents(manifest, "vault.yaml")
                .forEach(r -> place().cluster().writer().apply(r, true, Mode.REAL));
        until("three servers run", () -> pods().size() == 3 && pods().stream().allMatch(VaultJourney::runs));
        until(
                "each answers",
                () -> pods().stream()
                        .allMatch(p ->
                                says(p.name(), "/v1/sys/seal-status", "sealed").isPresent()));
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
        keysAreMade();
        assertThat(health()).contains("1 of 3 servers are sealed", "2 servers haven't joined");
        runs("unseal");
        everyServerIsOpen();

        String value = "first";
        asked("vault-0", "POST", "/v1/sys/mounts/kv", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}");
        until("it keeps a value", () -> keeps(value));
        Path snapshot = folder.resolve("snapshot");
        runs("back-up", "file=" + snapshot);
        assertThat(snapshot).isNotEmptyFile();
        assertThat(keeps("second")).isTrue();
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
        assertThat(place().operator().failures()).isEmpty();
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
        until(
                "each server says that it is open",
                () -> pods().stream()
                        .allMatch(p ->
                                says(p.name(), "/v1/sys/seal-status", "sealed").equals(Optional.of(false))));
        until("no finding is critical", () -> !health().contains("Critical"));
        assertThat(health()).doesNotContain("servers are sealed");
    }

    private String leader() {
        List<String> leaders = pods().stream()
                .map(Resource::name)
                .filter(n -> says(n, "/v1/sys/leader", "is_self").orElse(false))
                .toList();
        assertThat(leaders).as("servers that say they lead").hasSize(1);
        return leaders.getFirst();
    }

    /** What a server says of itself without a login; nothing while nobody listens there. */
    private Optional<Boolean> says(String pod, String path, String field) {
        try {
            HttpReply reply =
                    place().cluster().view().httpGet(ObjectRef.of(Kind.POD, NAMESPACE, pod), "http", 8200, path);
            return Yaml.document(reply.body(), path).flag(field);
        } catch (ProblemException notNow) {
            return Optional.empty();
        }
    }

    /** Whether it took the word; a store that was just made refuses at first. */
    private boolean keeps(String word) {
        return asked(leader(), "POST", KEPT, "{\"data\":{\"word\":\"" + word + "\"}}")
                        .status()
                == 200;
    }

    private String word() {
        HttpReply reply = asked(leader(), "GET", KEPT, "");
        return Yaml.document(reply.body(), KEPT).text("data", "data", "word").orElse("");
    }

    private HttpReply asked(String pod, String method, String path, String body) {
        return place().cluster()
                .writer()
                .http(new HttpExchange(
                        ObjectRef.of(Kind.POD, NAMESPACE, pod),
                        "http",
                        8200,
                        method,
                        path,
                        true,
                        Map.of("X-Vault-Token", person.token()),
                        body,
                        Optional.empty(),
                        Optional.empty()));
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

    private String health() {
        return place().operator().types("health", "vault/" + VAULT).out();
    }

    private void runs(String runbook, String... settings) {
        place().operator().runsWith(person, place().cluster(), "vault", runbook, VAULT, settings);
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
