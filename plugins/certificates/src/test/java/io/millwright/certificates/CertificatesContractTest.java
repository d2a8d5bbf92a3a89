package io.millwright.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Reasons;
import io.millwright.spi.Action;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.Schema;
import io.millwright.testkit.ToolContract;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick in every way, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CertificatesContractTest extends ToolContract {
    private final List<FakeCluster> samples = new ArrayList<>();

    /** As if Helm had installed an older version. */
    private FakeCluster released = new FakeCluster("released");

    /** With a backup of a certificate that is gone. */
    private FakeCluster robbed = new FakeCluster("robbed");

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (Town healthy = Bench.town("healthy", Duration.ofSeconds(100))) {
            healthy.succeeds("publish-root", Bench.AT, Map.of("issuer", "local-ca"));
            healthy.succeeds("create-issuer", Bench.AT, Map.of("name", "next-ca"));
            healthy.succeeds("publish-root", Bench.AT, Map.of("issuer", "next-ca"));
            healthy.succeeds("backup", Bench.AT, Map.of());
            samples.add(Bench.still(healthy));
            released = byHelm(Bench.still(healthy), "1.20.3");
            healthy.delete(Bench.WWW);
            healthy.running().settle();
            robbed = Bench.still(healthy);
            for (String fault : List.of("controller-down", "webhook-down", "injector-down")) {
                healthy.fault(fault, true);
                healthy.running().advance(Duration.ofSeconds(30));
                samples.add(Bench.still(healthy));
            }
        }
        try (Town findings = Bench.town("findings", Duration.ofMinutes(11))) {
            samples.add(Bench.still(findings));
            findings.fault("issuing-fails", true);
            findings.create(
                    CertManager.CERTIFICATE,
                    Resource.of(
                            CertManager.CERTIFICATE,
                            "web",
                            "refused",
                            Map.of(
                                    "spec",
                                    Map.of(
                                            "secretName",
                                            "refused-tls",
                                            "dnsNames",
                                            List.of("refused.example.localhost"),
                                            "issuerRef",
                                            Map.of("name", "local-ca", "kind", "ClusterIssuer")))));
            findings.running().advance(Duration.ofSeconds(100));
            samples.add(Bench.still(findings));
        }
        samples.add(new FakeCluster("empty").kubernetes("1.36"));
    }

    @Override
    protected Tool tool() {
        return new CertificatesTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        return samples;
    }

    /** That cluster as if Helm had installed that version. */
    private static FakeCluster byHelm(FakeCluster cluster, String version) {
        for (String name : List.of("cert-manager", "cert-manager-webhook", "cert-manager-cainjector")) {
            cluster.change(
                    Bench.deployment(name),
                    d -> d.with("cert-manager", "metadata", "annotations", "meta.helm.sh/release-name")
                            .with(
                                    List.of(d.items("spec", "template", "spec", "containers")
                                            .getFirst()
                                            .with("quay.io/jetstack/" + name + ":v" + version, "image")
                                            .content()),
                                    "spec",
                                    "template",
                                    "spec",
                                    "containers"));
        }
        CertManager.KINDS.forEach(k -> cluster.change(
                ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(k)),
                d -> d.with("cert-manager", "metadata", "annotations", "meta.helm.sh/release-name")));
        return cluster;
    }

    @Override
    protected List<Sample> requests() {
        FakeCluster healthy = samples.getFirst();
        FakeCluster sick = samples.get(5);
        Optional<Instance> here = Optional.of(Bench.instance(healthy));
        Optional<Instance> byRelease = Optional.of(Bench.instance(released));
        return List.of(
                sample(samples.getLast(), "install", Optional.empty(), Map.of()),
                sample(healthy, "create-issuer", here, Map.of("name", "more", "issuer-namespace", "web")),
                sample(
                        healthy,
                        "request-certificate",
                        here,
                        Map.of(
                                "certificate-namespace", "web",
                                "name", "more",
                                "names", "more.example.localhost",
                                "issuer", "local-ca")),
                sample(healthy, "renew-now", here, Map.of("certificate", "web/www")),
                sample(healthy, "rotate-ca", here, Map.of("issuer", "local-ca", "name", "local-ca-2027")),
                sample(healthy, "publish-root", here, Map.of("issuer", "local-ca")),
                sample(healthy, "move-certificates", here, Map.of("issuer", "local-ca", "to", "next-ca")),
                sample(healthy, "retire-root", here, Map.of("issuer", "next-ca")),
                sample(healthy, "repair-webhook", here, Map.of()),
                sample(healthy, "backup", here, Map.of()),
                sample(healthy, "uninstall", here, Map.of()),
                sample(sick, "clean-up-failed", Optional.of(Bench.instance(sick)), Map.of()),
                sample(released, "scale", byRelease, Map.of("webhook", "3")),
                sample(released, "configure", byRelease, Map.of("value", "20")),
                sample(released, "upgrade", byRelease, Map.of()),
                sample(robbed, "restore", Optional.of(Bench.instance(robbed)), Map.of("backup", backup())));
    }

    private String backup() {
        return robbed
                .list(Kind.CONFIG_MAP, Selector.labelled("cert-manager", CertManager.BACKUP_LABEL, "true"))
                .stream()
                .map(Resource::name)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void definitionsThatHelmWouldDeleteAreTakenOutOfTheReleaseFirst() throws InterruptedException {
        try (Town town = Bench.town("healthy", Duration.ofSeconds(100))) {
            FakeCluster cluster = byHelm(Bench.still(town), "1.21.1");
            var uninstall = tool().runbooks().getLast();
            Sample s = sample(cluster, "uninstall", Optional.of(Bench.instance(cluster)), Map.of());
            assertThat(uninstall.plan(s.request(), cluster).steps())
                    .extracting(Step::id)
                    .containsSubsequence("keep-certificates-cert-manager-io", "release", "uninstall", "kept");
        }
    }

    @Test
    void everyReasonOfTheSamplesIsKnown() {
        for (FakeCluster cluster : samples) {
            cluster.list(CertManager.CERTIFICATE, Selector.ALL).forEach(c -> {
                for (String type : List.of("Ready", "Issuing")) {
                    c.condition(type)
                            .flatMap(x -> x.text("reason"))
                            .ifPresent(r -> assertThat(Reasons.of("certificate." + type, r))
                                    .as(r)
                                    .isPresent());
                }
            });
        }
    }

    @Test
    void objectsThatPlansWriteFitUpstreamsDefinitions() throws IOException {
        Optional<Path> folder = Schema.definitions("certificates");
        Assumptions.assumeTrue(folder.isPresent(), "upstream's definitions aren't here");
        List<Resource> written = new ArrayList<>();
        for (Sample s : requests()) {
            tool().runbooks().stream()
                    .filter(r -> r.info().id().equals(s.runbookId()))
                    .flatMap(r -> r.plan(s.request(), s.cluster()).steps().stream())
                    .forEach(step -> {
                        if (step.action() instanceof Action.Apply a) {
                            written.addAll(a.objects());
                        }
                    });
        }
        assertThat(written).hasSizeGreaterThan(6);
        for (Resource object : written) {
            assertThat(Schema.problems(object, folder.get())).as(object.kind()).isEmpty();
        }
    }
}
