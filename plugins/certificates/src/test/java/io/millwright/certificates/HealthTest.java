package io.millwright.certificates;

import static io.millwright.certificates.Bench.CONTROLLER;
import static io.millwright.certificates.Bench.ISSUER;
import static io.millwright.certificates.Bench.WWW;
import static io.millwright.certificates.Bench.WWW_REQUEST;
import static io.millwright.certificates.Bench.WWW_SECRET;
import static io.millwright.certificates.Bench.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.simulator.Conditions;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check: silent when all is well, and what it says when one thing is wrong or can't be read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HealthTest {
    private static final Instant LONG_AGO = Instant.parse("2026-11-01T00:00:00Z");
    private Town town;

    @BeforeAll
    void bringUp() throws InterruptedException {
        town = Bench.town("healthy", Duration.ofMinutes(6));
    }

    @AfterAll
    void close() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    @Test
    void aHealthyInstallationHasNoFinding() {
        assertThat(Bench.findings(Bench.still(town))).isEmpty();
    }

    /** One thing that is wrong, and what is said of it. */
    record Case(String finding, Severity severity, Consumer<FakeCluster> wrong) {
        Case and(Consumer<FakeCluster> more) {
            return new Case(finding, severity, wrong.andThen(more));
        }

        @Override
        public String toString() {
            return finding + " " + severity;
        }
    }

    private static Case set(String finding, Severity severity, ObjectRef ref, Object value, String... path) {
        return new Case(finding, severity, c -> c.change(ref, o -> o.with(value, path)));
    }

    private static Case change(String finding, Severity severity, ObjectRef ref, UnaryOperator<Resource> how) {
        return new Case(finding, severity, c -> c.change(ref, how));
    }

    private static UnaryOperator<Resource> condition(String type, String status, String reason) {
        return o -> Conditions.set(o, type, status, reason, "why", LONG_AGO);
    }

    private static Case order(String finding, Severity severity, String state, String reason, String made) {
        return new Case(
                finding,
                severity,
                c -> c.put(
                        Resource.of(
                                        CertManager.ORDER,
                                        "web",
                                        "o",
                                        Map.of("status", Map.of("state", state, "reason", reason)))
                                .with(made, "metadata", "creationTimestamp"),
                        CertManager.ORDER));
    }

    private static Case bundle(String finding, Severity severity, String reason) {
        return new Case(
                finding,
                severity,
                c -> c.put(
                        condition("Synced", "False", reason)
                                .apply(Resource.of(
                                        CertManager.BUNDLE, "", "roots", Map.of("spec", Map.of("sources", List.of()))))
                                .with(LONG_AGO.toString(), "metadata", "creationTimestamp"),
                        CertManager.BUNDLE));
    }

    static Stream<Case> cases() {
        ObjectRef lease = ObjectRef.of(Kind.LEASE, "kube-system", "cert-manager-controller");
        ObjectRef validating = ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "cert-manager-webhook");
        ObjectRef mutating = ObjectRef.of(Kind.MUTATING_WEBHOOK, "", "cert-manager-webhook");
        ObjectRef webhookAuthority = ObjectRef.of(Kind.SECRET, "cert-manager", "cert-manager-webhook-ca");
        ObjectRef definition =
                ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(CertManager.ORDER));
        return Stream.of(
                set(
                        "certificates.operator.ready.controller",
                        Severity.CRITICAL,
                        CONTROLLER,
                        0L,
                        "status",
                        "availableReplicas"),
                set(
                        "certificates.operator.ready.webhook",
                        Severity.WARNING,
                        deployment("cert-manager-webhook"),
                        1L,
                        "status",
                        "availableReplicas"),
                new Case(
                        "certificates.operator.ready.cainjector.missing",
                        Severity.CRITICAL,
                        c -> c.remove(deployment("cert-manager-cainjector"))),
                set(
                        "certificates.operator.redundancy.webhook",
                        Severity.INFO,
                        deployment("cert-manager-webhook"),
                        1L,
                        "spec",
                        "replicas"),
                set(
                        "certificates.operator.webhook.validating",
                        Severity.CRITICAL,
                        validating,
                        List.of(Map.of("name", "w")),
                        "webhooks"),
                new Case("certificates.operator.webhook.mutating.missing", Severity.WARNING, c -> c.remove(mutating)),
                new Case("certificates.operator.webhook.authority", Severity.CRITICAL, c -> c.remove(webhookAuthority)),
                set(
                        "certificates.operator.leader.none",
                        Severity.CRITICAL,
                        lease,
                        "2026-11-24T09:00:00.000000Z",
                        "spec",
                        "renewTime"),
                change(
                        "certificates.operator.definitions.orders",
                        Severity.CRITICAL,
                        definition,
                        o -> o.without("status")),
                set(
                        "certificates.operator.definitions.orders.old",
                        Severity.WARNING,
                        definition,
                        "v1.19.0",
                        "metadata",
                        "labels",
                        CertManager.VERSION_LABEL),
                new Case("certificates.operator.version.kubernetes", Severity.WARNING, c -> c.kubernetes("1.29")),
                new Case("certificates.operator.version.kubernetes", Severity.INFO, c -> c.kubernetes("1.99")),
                image("certificates.operator.version.vulnerable", Severity.WARNING, "v1.20.1"),
                image("certificates.operator.version.unsupported", Severity.WARNING, "v1.19.6"),
                image("certificates.operator.version.newer", Severity.INFO, "v1.20.3"),
                image("certificates.operator.version.skew", Severity.WARNING, "v1.21.0"),
                new Case(
                        "certificates.operator.version.two",
                        Severity.CRITICAL,
                        c -> c.put(
                                c.get(CONTROLLER).orElseThrow().with("other", "metadata", "namespace"),
                                Kind.DEPLOYMENT)),
                change(
                        "certificates.issuer.ready.local-ca",
                        Severity.CRITICAL,
                        ISSUER,
                        condition("Ready", "False", "ErrGetKeyPair")),
                change(
                        "certificates.issuer.ready.local-ca",
                        Severity.UNKNOWN,
                        ISSUER,
                        condition("Ready", "False", "NeverHeardOf")),
                new Case("certificates.issuer.ready.local-ca.missing", Severity.CRITICAL, c -> c.remove(ISSUER)),
                change(
                        "certificates.certificate.ready.web.www",
                        Severity.WARNING,
                        WWW,
                        condition("Ready", "False", "SecretMismatch")),
                new Case(
                        "certificates.certificate.ready.web.www",
                        Severity.CRITICAL,
                        c -> c.change(
                                        WWW,
                                        o -> condition("Ready", "False", "DoesNotExist")
                                                .apply(o.without("status", "notAfter")))
                                .remove(WWW_SECRET)),
                change(
                        "certificates.certificate.ready.web.www.unknown",
                        Severity.UNKNOWN,
                        WWW,
                        condition("Ready", "False", "NeverHeardOf")),
                new Case(
                        "certificates.certificate.expiry.web.www",
                        Severity.WARNING,
                        c -> c.advance(Duration.ofDays(85))),
                new Case(
                        "certificates.certificate.expiry.web.www",
                        Severity.CRITICAL,
                        c -> c.advance(Duration.ofDays(91))),
                new Case(
                        "certificates.certificate.renewal.web.www",
                        Severity.WARNING,
                        c -> c.advance(Duration.ofDays(60).plusHours(3))),
                new Case(
                        "certificates.certificate.renewal.web.www",
                        Severity.CRITICAL,
                        c -> c.advance(Duration.ofDays(62))),
                set(
                        "certificates.certificate.renewal.web.www.disabled",
                        Severity.INFO,
                        WWW,
                        "Disabled",
                        "spec",
                        "renewal",
                        "policy"),
                set(
                        "certificates.certificate.failing.web.www",
                        Severity.WARNING,
                        WWW,
                        1L,
                        "status",
                        "failedIssuanceAttempts"),
                set(
                        "certificates.certificate.failing.web.www",
                        Severity.CRITICAL,
                        WWW,
                        4L,
                        "status",
                        "failedIssuanceAttempts"),
                new Case(
                        "certificates.certificate.owner.web.www-tls",
                        Severity.CRITICAL,
                        c -> c.put(c.get(WWW).orElseThrow().with("twin", "metadata", "name"), CertManager.CERTIFICATE)),
                set(
                        "certificates.certificate.owner.web.www-tls.external",
                        Severity.CRITICAL,
                        WWW_SECRET,
                        "true",
                        "metadata",
                        "labels",
                        "reconcile.external-secrets.io/managed"),
                change(
                        "certificates.certificate.chain.web.www",
                        Severity.CRITICAL,
                        ISSUER,
                        o -> o.with("cert-manager-webhook-ca", "spec", "ca", "secretName")),
                change(
                                "certificates.issuer.authority.local-ca.leaf",
                                Severity.CRITICAL,
                                ISSUER,
                                o -> o.with("leaf", "spec", "ca", "secretName"))
                        .and(c -> c.put(
                                c.get(WWW_SECRET)
                                        .orElseThrow()
                                        .with("cert-manager", "metadata", "namespace")
                                        .with("leaf", "metadata", "name"),
                                Kind.SECRET)),
                set("certificates.issuer.authority.local-ca", Severity.WARNING, WWW, "90000h", "spec", "duration"),
                new Case(
                        "certificates.issuer.authority.local-ca",
                        Severity.CRITICAL,
                        c -> c.advance(Duration.ofDays(3630))),
                change(
                        "certificates.request.state.web.www-1",
                        Severity.CRITICAL,
                        WWW_REQUEST,
                        condition("Denied", "True", "policy")),
                change(
                        "certificates.request.state.web.www-1",
                        Severity.WARNING,
                        WWW_REQUEST,
                        o -> condition("Ready", "False", "Failed")
                                .apply(o.with("2026-11-24T10:00:00Z", "status", "failureTime"))),
                change(
                        "certificates.request.state.web.www-1.unknown",
                        Severity.UNKNOWN,
                        WWW_REQUEST,
                        condition("Ready", "False", "NeverHeardOf")),
                change(
                        "certificates.request.state.web.www-1.approval",
                        Severity.WARNING,
                        WWW_REQUEST,
                        o -> o.without("status")),
                order("certificates.acme.orders.web.o", Severity.CRITICAL, "invalid", "404", "2026-11-24T10:00:00Z"),
                order(
                        "certificates.acme.orders.web.o.limit",
                        Severity.CRITICAL,
                        "errored",
                        "429 rateLimited: too many",
                        "2026-11-24T10:00:00Z"),
                order(
                        "certificates.acme.orders.web.o.waiting",
                        Severity.WARNING,
                        "pending",
                        "",
                        "2026-11-24T09:00:00Z"),
                order(
                        "certificates.acme.orders.web.o.unknown",
                        Severity.UNKNOWN,
                        "neverheardof",
                        "",
                        "2026-11-24T10:00:00Z"),
                bundle("certificates.trust.bundles.roots", Severity.CRITICAL, "SourceNotFound"),
                bundle("certificates.trust.bundles.roots", Severity.UNKNOWN, "NeverHeardOf"),
                change(
                        "certificates.operator.metrics.differs",
                        Severity.WARNING,
                        WWW,
                        condition("Ready", "False", "SecretMismatch")));
    }

    private static Case image(String finding, Severity severity, String tag) {
        List<String> names = finding.endsWith("skew")
                ? List.of("cert-manager")
                : List.of("cert-manager", "cert-manager-webhook", "cert-manager-cainjector");
        return new Case(
                finding,
                severity,
                c -> names.forEach(n -> c.change(
                        deployment(n),
                        d -> d.with(
                                List.of(d.items("spec", "template", "spec", "containers")
                                        .getFirst()
                                        .with("quay.io/jetstack/" + n + ":" + tag, "image")
                                        .content()),
                                "spec",
                                "template",
                                "spec",
                                "containers"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrong(Case one) {
        FakeCluster cluster = Bench.still(town);
        one.wrong().accept(cluster);
        assertThat(Bench.findings(cluster)).containsEntry(one.finding(), one.severity());
    }

    static Stream<Map.Entry<Kind, String>> unreadable() {
        return Stream.of(
                Map.entry(Kind.NODE, "certificates.operator.redundancy"),
                Map.entry(Kind.SECRET, "certificates.operator.webhook"),
                Map.entry(Kind.SECRET, "certificates.certificate.chain"),
                Map.entry(Kind.SECRET, "certificates.certificate.expiry"),
                Map.entry(Kind.SECRET, "certificates.certificate.owner"),
                Map.entry(Kind.SECRET, "certificates.issuer.authority"),
                Map.entry(Kind.LEASE, "certificates.operator.leader"),
                Map.entry(Kind.CUSTOM_RESOURCE_DEFINITION, "certificates.operator.definitions"),
                Map.entry(CertManager.CLUSTER_ISSUER, "certificates.issuer.ready"),
                Map.entry(CertManager.REQUEST, "certificates.request.state"),
                Map.entry(CertManager.ORDER, "certificates.acme.orders"),
                Map.entry(CertManager.BUNDLE, "certificates.trust.bundles"),
                Map.entry(Kind.SERVICE, "certificates.operator.metrics"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCantBeReadIsUnknown(Map.Entry<Kind, String> one) {
        FakeCluster cluster = Bench.still(town);
        cluster.forbid(one.getKey(), Problem.user("list", "town", "forbidden", "Ask for the right to read it."));
        assertThat(Bench.findings(cluster)).containsEntry(one.getValue() + ".unreadable", Severity.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("ofCertificates")
    void whatCantBeReadOfCertificatesIsUnknown(String check) {
        FakeCluster cluster = Bench.still(town);
        var instance = Bench.instance(cluster);
        cluster.forbid(CertManager.CERTIFICATE, Problem.user("list", "town", "forbidden", "Ask for the right."));
        assertThat(new CertificatesTool()
                        .healthChecks().stream()
                                .filter(c -> c.info().id().equals(check))
                                .flatMap(c -> c.run(instance, cluster).stream()))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.UNKNOWN));
    }

    static Stream<String> ofCertificates() {
        return Stream.of(
                "certificates.certificate.ready",
                "certificates.certificate.renewal",
                "certificates.certificate.failing");
    }
}
