package io.millwright.kafka.strimzi;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of the two certificate authorities of a Kafka.
 *
 * @param id {@code cluster-ca}, which signs the nodes' certificates, or {@code clients-ca}, which signs those of users
 */
public record Authority(KafkaCluster cluster, String id) {
    public static final String CLUSTER = "cluster-ca";
    public static final String CLIENTS = "clients-ca";
    /** The key of the Secret that holds the certificate, and of that which holds the private key. */
    public static final String CERTIFICATE = "ca.crt";

    public static final String KEY = "ca.key";
    /** Where a former key is kept, until it is sure that nobody goes back to it. The operator reads nothing there. */
    public static final String FORMER_KEY = "ca.key.former";
    /** Where a former certificate is kept that needn't be trusted, as the key is the same. */
    public static final String FORMER_CERTIFICATE = "ca.crt.former";
    /** Former certificates that are still trusted, by the name that the operator gives them. */
    private static final Pattern TRUSTED = Pattern.compile("ca-\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z\\.crt");

    private static final DateTimeFormatter END =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

    /** Both of a Kafka. */
    public static List<Authority> of(KafkaCluster c) {
        return List.of(new Authority(c, CLUSTER), new Authority(c, CLIENTS));
    }

    /** The one of that id; {@code cluster-ca} when it is empty. */
    public static Authority of(KafkaCluster c, String id) {
        return new Authority(c, id.isEmpty() ? CLUSTER : id);
    }

    /** Its field below {@code spec} of the Kafka. */
    public String field() {
        return field(id);
    }

    public static String field(String id) {
        return id.equals(CLUSTER) ? "clusterCa" : "clientsCa";
    }

    /** Whether a person brings it: the operator then neither makes nor renews it. */
    public boolean own() {
        return !cluster.object()
                .flag("spec", field(), "generateCertificateAuthority")
                .orElse(true);
    }

    /** The Secret with its certificate. */
    public ObjectRef certificate() {
        return cluster.beside(Kind.SECRET, cluster.name() + "-" + id + "-cert");
    }

    /** The Secret with its key. */
    public ObjectRef key() {
        return cluster.beside(Kind.SECRET, cluster.name() + "-" + id);
    }

    /** Which generation that Secret is of; 0 when it doesn't say. */
    public static long generation(Resource secret, String annotation) {
        return secret.number("metadata", "annotations", annotation).orElse(0L);
    }

    /** The annotation of a pod with the generation of the certificate that it has. */
    public String carried() {
        return "strimzi.io/" + id + "-cert-generation";
    }

    public Optional<Chain> chain(ClusterView view) {
        return view.get(certificate()).flatMap(s -> Chain.of(s, CERTIFICATE));
    }

    /** Under which keys of its Secret former certificates are still trusted. */
    public static List<String> trustedFormer(Resource secret) {
        return secret.textMap("data").keySet().stream()
                .filter(k -> TRUSTED.matcher(k).matches())
                .sorted()
                .toList();
    }

    /** Under which key a certificate of that end is kept on so that it is still trusted. */
    public static String formerKey(Instant ends) {
        return "ca-" + END.format(ends) + ".crt";
    }
}
