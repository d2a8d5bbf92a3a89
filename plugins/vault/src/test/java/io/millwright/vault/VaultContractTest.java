package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.spi.Action;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.Schema;
import io.millwright.testkit.ToolContract;
import io.millwright.testkit.sandbox.Town.Page;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.HealthCode;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The plugin keeps the contract, on clusters that the simulator has brought up, on servers made by hand, and on an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VaultContractTest extends ToolContract {
    private static final List<String> OPEN = List.of(Seal.PATH, Lead.PATH, HealthCode.PATH);
    private static final List<String> WITH_TOKEN =
            List.of("/v1/sys/storage/raft/configuration", "/v1/sys/storage/raft/autopilot/state", "/v1/sys/audit");
    /** Where the operator's files lie. */
    @TempDir
    private Path folder = Path.of(".");

    private FakeCluster healthy = new FakeCluster();
    private FakeCluster findings = new FakeCluster();
    private final FakeCluster empty = new FakeCluster("empty").kubernetes("1.36");
    private final FakeCluster fresh = fresh();
    private final FakeCluster sealed = sealed();
    private final List<FakeCluster> sick = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (VaultTown town = VaultTown.healthy()) {
            healthy = released(copy(town), "vault", "vault");
            town.fault("sealed", true);
            town.fault("store-denied", true);
            town.running().advance(Duration.ofSeconds(10));
            sick.add(copy(town));
        }
        try (VaultTown town = new VaultTown("findings")) {
            town.until(t -> town.leader("openbao/openbao").equals("openbao-0"));
            town.running().advance(Duration.ofSeconds(20));
            findings = released(copy(town), "openbao", "openbao");
        }
    }

    private static FakeCluster fresh() {
        Handmade servers = new Handmade();
        for (int i = 0; i < 3; i++) {
            servers.sealed(i, "initialized", false);
        }
        return servers.cluster();
    }

    private static FakeCluster sealed() {
        return new Handmade().sealed(1).sealed(2, "progress", 1L).cluster();
    }

    /** As Helm would have marked them. */
    private static FakeCluster released(FakeCluster cluster, String namespace, String name) {
        return cluster.change(
                        ObjectRef.of(Kind.STATEFUL_SET, namespace, name),
                        s -> s.with(name, "metadata", "annotations", "meta.helm.sh/release-name"))
                .change(
                        ObjectRef.of(Kind.DEPLOYMENT, Names.ESO, Names.ESO),
                        d -> d.with(Names.ESO, "metadata", "annotations", "meta.helm.sh/release-name"));
    }

    private static FakeCluster copy(VaultTown town) {
        List<Page> pages = new ArrayList<>();
        List<Server> servers = Server.all(town.view());
        servers.forEach(s -> s.wantedPods()
                .forEach(p -> OPEN.forEach(path -> pages.add(new Page(p, s.scheme(), Names.PORT, path)))));
        FakeCluster copy = town.copy(pages);
        for (Server s : servers) {
            Login login = Api.healthLogin(s, town.view()).orElseThrow();
            town.peers(s.namespace() + "/" + s.name()).stream()
                    .filter(p -> p.open())
                    .forEach(p -> WITH_TOKEN.forEach(path -> copy.page(
                            p.ref(),
                            Names.PORT,
                            path,
                            town.view().httpGet(p.ref(), s.scheme(), Names.PORT, path, login))));
        }
        return copy;
    }

    @Override
    protected Tool tool() {
        return new VaultTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        List<FakeCluster> all = new ArrayList<>(sick);
        all.addAll(List.of(healthy, findings, empty, fresh, sealed));
        return all;
    }

    private static Optional<Instance> instance(FakeCluster cluster, String path) {
        return new VaultTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst();
    }

    @Override
    protected List<Sample> requests() {
        Optional<Instance> vault = instance(healthy, "vault/vault");
        Optional<Instance> bao = instance(findings, "openbao/openbao");
        Optional<Instance> eso = instance(healthy, "external-secrets/external-secrets");
        Optional<Instance> older = instance(findings, "external-secrets/external-secrets");
        return List.of(
                sample(empty, "install", Optional.empty(), Map.of()),
                sample(empty, "install", Optional.empty(), Map.of("product", "vault", "release", "secrets")),
                sample(fresh, "init", instance(fresh, "vault/vault"), Map.of()),
                sample(sealed, "unseal", instance(sealed, "vault/vault"), Map.of()),
                sample(empty, "install-external-secrets", Optional.empty(), Map.of()),
                sample(
                        healthy,
                        "create-store",
                        eso,
                        Map.of("name", "second", "address", "https://vault.vault.svc:8200")),
                sample(healthy, "refresh", eso, Map.of("namespace", "shop", "secret", "database")),
                sample(healthy, "enable-audit", vault, Map.of()),
                sample(healthy, "configure", vault, Map.of("setting", "log-level", "value", "debug")),
                sample(healthy, "configure-external-secrets", eso, Map.of("setting", "replicas", "value", "2")),
                sample(healthy, "scale", vault, Map.of("servers", "5")),
                sample(findings, "scale", bao, Map.of("servers", "3")),
                sample(healthy, "remove-peer", vault, Map.of("peer", "vault-9")),
                sample(healthy, "step-down", vault, Map.of()),
                sample(healthy, "restart", vault, Map.of("which", "all")),
                sample(
                        healthy,
                        "back-up",
                        vault,
                        Map.of("file", folder.resolve("vault.snap").toString())),
                sample(
                        healthy,
                        "restore",
                        vault,
                        Map.of(
                                "file",
                                folder.resolve("vault.snap").toString(),
                                "safety",
                                folder.resolve("safety.snap").toString())),
                sample(healthy, "seal", vault, Map.of()),
                sample(
                        findings,
                        "upgrade",
                        bao,
                        Map.of(
                                "version",
                                "2.6.2",
                                "snapshot",
                                folder.resolve("bao.snap").toString())),
                sample(findings, "upgrade-external-secrets", older, Map.of("version", "2.9.0")),
                sample(healthy, "uninstall", vault, Map.of()),
                sample(healthy, "uninstall-external-secrets", eso, Map.of()));
    }

    @Test
    void aStoreIsValidByUpstreamsDefinitions() throws IOException {
        Optional<Path> folder = Schema.definitions("vault");
        assumeThat(folder).isPresent();
        Optional<Instance> eso = instance(healthy, "external-secrets/external-secrets");
        ObjectRef ca = ObjectRef.of(Kind.CONFIG_MAP, Names.ESO, "vault-ca");
        healthy.put(Resource.of(Kind.CONFIG_MAP, ca.namespace(), ca.name(), Map.of("data", Map.of("ca.crt", "pem"))));
        Sample sample = sample(
                healthy,
                "create-store",
                eso,
                Map.of("name", "third", "address", "https://vault.vault.svc:8200", "ca", ca.name()));
        List<Resource> made = tool().runbooks().stream()
                .filter(r -> r.info().id().equals(sample.runbookId()))
                .flatMap(r -> r.plan(sample.request(), sample.cluster()).steps().stream())
                .flatMap(s -> s.action() instanceof Action.Apply a ? a.objects().stream() : Stream.empty())
                .toList();
        assertThat(made).extracting(Resource::kind).containsExactly("ServiceAccount", "ClusterSecretStore");
        for (Resource object : made) {
            assertThat(Schema.problems(object, folder.get())).as(object.kind()).isEmpty();
        }
    }
}
