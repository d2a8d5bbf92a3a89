package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a person puts into the Secrets of an authority is looked at before the operator may take it up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthorityPreparedTest {
    private static final KafkaCluster EVENTS =
            new KafkaCluster(Resource.of(Strimzi.KAFKA, "messaging", "events", Map.of()));
    private static final Authority CLUSTER = Authority.of(EVENTS, "cluster-ca");

    private Issuer issuer;

    @BeforeAll
    void make(@TempDir Path folder) {
        issuer = new Issuer(folder)
                .root("one", "CN=mill one", "EC")
                .root("two", "CN=mill two", "RSA")
                .root("same name", "CN=mill one", "EC")
                .signed("below", "CN=mill below", "one")
                .shortLived("short", "CN=mill short", 60)
                .leaf("leaf", "CN=mill leaf");
    }

    private static FakeCluster with(Map<String, String> certificates, String key) {
        return new FakeCluster("town")
                .at(Instant.now())
                .put(Resource.of(Kind.SECRET, "messaging", "events-cluster-ca-cert", Map.of("data", certificates)))
                .put(Resource.of(Kind.SECRET, "messaging", "events-cluster-ca", Map.of("data", Map.of("ca.key", key))));
    }

    private static String said(FakeCluster cluster, Check check) {
        Check.Named named = (Check.Named) check;
        CheckResult result =
                Objects.requireNonNull(Questions.all().get(named.id())).evaluate(named.arguments(), cluster);
        return (result.holds() ? "yes: " : "no: ") + result.message();
    }

    private String fresh(String certificate, String key) {
        return said(
                with(Map.of("ca.crt", certificate), key),
                Questions.authorityPrepared("messaging", "events", "cluster-ca"));
    }

    @Test
    void aKeyInAnyUsualFormFitsItsCertificate() {
        assertThat(fresh(issuer.certificate("one"), issuer.key("one"))).startsWith("yes: CN=mill one until ");
        assertThat(fresh(issuer.certificate("two"), issuer.key("two"))).startsWith("yes: CN=mill two until ");
        assertThat(fresh(issuer.certificate("one"), issuer.olderKey("one", "EC PRIVATE KEY")))
                .startsWith("yes: ");
        assertThat(fresh(issuer.certificate("two"), issuer.olderKey("two", "RSA PRIVATE KEY")))
                .startsWith("yes: ");
    }

    @Test
    void aKeyThatDoesNotFitIsRefusedWithoutTellingIt() {
        assertThat(fresh(issuer.certificate("one"), issuer.key("same name")))
                .isEqualTo("no: Secret events-cluster-ca: ca.key is the key of another certificate");
        assertThat(fresh(issuer.certificate("one"), issuer.key("two")))
                .isEqualTo("no: Secret events-cluster-ca: ca.key can't be read, or is the key of another certificate");
        assertThat(fresh(issuer.certificate("one"), base64("rehearsal")))
                .isEqualTo("no: Secret events-cluster-ca: ca.key is no private key in PEM");
        assertThat(fresh(issuer.certificate("one"), base64("-----BEGIN ENCRYPTED PRIVATE KEY-----")))
                .isEqualTo("no: Secret events-cluster-ca: ca.key is encrypted: the operator can't use it");
    }

    @Test
    void aChainIsWholeInOrderAndOfAuthorities() {
        assertThat(fresh(issuer.certificate("below"), issuer.key("below"))).startsWith("yes: CN=mill below until ");
        assertThat(fresh(joined("one", "below"), issuer.key("one")))
                .isEqualTo(
                        "no: CN=mill one isn't signed by the certificate after it: the authority comes first, its root last");
        assertThat(fresh(issuer.certificate("leaf"), issuer.key("leaf")))
                .isEqualTo("no: CN=mill leaf may not sign others: it lacks the basic constraint CA");
        assertThat(fresh(issuer.certificate("short"), issuer.key("short")))
                .isEqualTo("no: CN=mill short ends within 60 days");
        assertThat(fresh(base64("rehearsal"), issuer.key("one")))
                .isEqualTo("no: Secret events-cluster-ca-cert holds no certificate under ca.crt");
    }

    @Test
    void aNewKeyComesUnderANewNameBesideTheFormerOne() {
        assertThat(follows("one", "one", true)).isEqualTo("no: the former certificate is still there alone");
        assertThat(follows("two", "one", true)).startsWith("yes: CN=mill two until ");
        assertThat(follows("same name", "one", true))
                .isEqualTo("no: the new certificate has the former one's name: two of one name confuse clients");
        assertThat(said(
                        with(Map.of("ca.crt", issuer.certificate("two")), issuer.key("two")),
                        Questions.authorityFollows(CLUSTER, fingerprint("one"), true)))
                .isEqualTo(
                        "no: the former certificate isn't kept beside the new one: nodes would refuse each other while"
                                + " they restart");
    }

    @Test
    void theSameKeyKeepsItsName() {
        String former = issuer.certificate("one");
        String fingerprint = fingerprint("one");
        issuer.renewed("one");
        assertThat(said(
                        with(Map.of("ca.crt", issuer.certificate("one"), "ca.crt.former", former), issuer.key("one")),
                        Questions.authorityFollows(CLUSTER, fingerprint, false)))
                .startsWith("yes: CN=mill one until ");
        assertThat(follows("same name", "one", false))
                .isEqualTo(
                        "no: the new certificate has another key than the former one: what that one has signed would be"
                                + " refused");
    }

    private String follows(String alias, String former, boolean newKey) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("ca.crt", issuer.certificate(alias));
        data.put(newKey ? "ca-2030-01-02T03-04-05Z.crt" : "ca.crt.former", issuer.certificate(former));
        return said(with(data, issuer.key(alias)), Questions.authorityFollows(CLUSTER, fingerprint(former), newKey));
    }

    private String fingerprint(String alias) {
        return Chain.of(issuer.certificate(alias)).orElseThrow().fingerprint();
    }

    private String joined(String first, String second) {
        return base64(text(issuer.certificate(first)) + text(issuer.certificate(second)));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
