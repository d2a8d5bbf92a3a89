package io.millwright.engine.inspect;

import io.millwright.engine.Redaction;
import io.millwright.engine.json.Json;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * One revision of a Helm release, as Helm keeps it in a Secret. Read without Helm. What it gives to be shown is without secrets' values;
 * {@link #objects} are as they are.
 */
public final class HelmRevision {
    /** The type of the Secrets in which Helm keeps releases. */
    public static final String TYPE = "helm.sh/release.v1";

    /** A release is some megabytes at most: a Secret holds one, packed. */
    private static final int LARGEST = 64 << 20;

    private final String namespace;
    private final int number;
    private final Resource release;

    private HelmRevision(String namespace, int number, Resource release) {
        this.namespace = namespace;
        this.number = number;
        this.release = release;
    }

    /**
     * All revisions of a release that are kept, newest first.
     *
     * @throws ProblemException when the Secrets can't be read, or one of them isn't what Helm writes
     */
    public static List<HelmRevision> of(String namespace, String name, ClusterView view) {
        return view
                .list(
                        Kind.SECRET,
                        Selector.labelled(namespace, "owner", "helm")
                                .andLabel("name", name)
                                .andField("type", TYPE))
                .stream()
                .map(secret -> read(secret, view.cluster()))
                .sorted(Comparator.comparingInt(HelmRevision::number).reversed())
                .toList();
    }

    /**
     * The release that a Secret holds, as JSON with its whole chart: Kubernetes' base64 around Helm's around what is compressed.
     *
     * @throws IllegalArgumentException when it isn't base64
     * @throws IOException when it isn't compressed
     */
    public static InputStream unpacked(Resource secret) throws IOException {
        byte[] helm = Base64.getDecoder().decode(secret.text("data", "release").orElse(""));
        return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(helm)));
    }

    /** The revision that a Secret holds. */
    public static HelmRevision read(Resource secret, String cluster) {
        try {
            try (InputStream in = unpacked(secret)) {
                byte[] text = in.readNBytes(LARGEST + 1);
                if (text.length > LARGEST) {
                    throw new IOException("it is larger than " + LARGEST + " bytes");
                }
                Resource release = new Resource(Json.readMap(new String(text, StandardCharsets.UTF_8)));
                return new HelmRevision(
                        secret.namespace(), release.number("version").orElse(0L).intValue(), release);
            }
        } catch (IOException | IllegalArgumentException | ProblemException e) {
            // What the parser says quotes the release, and the release holds secrets.
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "read the Helm release in Secret " + secret.namespace() + "/" + secret.name(),
                    "cluster " + cluster,
                    "its content isn't one that Helm writes",
                    "Look at it with helm history; a damaged revision can be deleted.",
                    Optional.of("invalid")));
        }
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return release.text("name").orElse("");
    }

    public int number() {
        return number;
    }

    /** Helm's word: {@code deployed}, {@code superseded}, {@code pending-upgrade}. */
    public String status() {
        return release.text("info", "status").orElse("unknown");
    }

    /** Another Helm works on it, or has died on the way. */
    public boolean isPending() {
        return status().startsWith("pending-");
    }

    /** When it was made, as Helm wrote it. */
    public String updated() {
        return release.text("info", "last_deployed").orElse("");
    }

    public String description() {
        return Redaction.text(release.text("info", "description").orElse(""));
    }

    public String chart() {
        return release.text("chart", "metadata", "name").orElse("");
    }

    public String chartVersion() {
        return release.text("chart", "metadata", "version").orElse("");
    }

    public String appVersion() {
        return release.text("chart", "metadata", "appVersion").orElse("");
    }

    /** What the chart tells after an installation, without what looks like a secret. */
    public String notes() {
        return Redaction.text(release.text("info", "notes").orElse("")).strip();
    }

    /** The values that were given, as YAML, without secrets'. */
    public String values() {
        return yaml(tree("config"));
    }

    /** The chart's values with the given ones laid over them, as YAML, without secrets'. */
    public String allValues() {
        return yaml(merged(tree("chart", "values"), tree("config")));
    }

    /** What was sent to the cluster, as YAML documents in their order, without secrets' values. */
    public String manifest() {
        StringBuilder out = new StringBuilder();
        for (Resource object : objects()) {
            out.append("---\n").append(Yaml.write(Redaction.of(object).content()));
        }
        return out.toString();
    }

    /** The objects of its manifest, secrets' values included; hooks aren't among them. */
    public List<Resource> objects() {
        List<Resource> objects = new ArrayList<>();
        for (String document : release.text("manifest").orElse("").split("(?m)^---.*$")) {
            Yaml.read(document)
                    .filter(m -> m.containsKey("kind"))
                    .map(Resource::new)
                    .ifPresent(objects::add);
        }
        return objects;
    }

    /** Whether its chart has hooks, which Helm runs and nobody else. */
    public boolean hasHooks() {
        return !release.items("hooks").isEmpty();
    }

    private Map<String, Object> tree(String... path) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (release.at(path).orElse("") instanceof Map<?, ?> map) {
            map.forEach((k, v) -> tree.put(String.valueOf(k), v));
        }
        return tree;
    }

    private static Map<String, Object> merged(Map<?, ?> base, Map<?, ?> over) {
        Map<String, Object> all = new LinkedHashMap<>();
        base.forEach((k, v) -> all.put(String.valueOf(k), v));
        over.forEach((k, v) -> all.put(
                String.valueOf(k),
                v instanceof Map<?, ?> more && all.get(String.valueOf(k)) instanceof Map<?, ?> there
                        ? merged(there, more)
                        : v));
        return all;
    }

    private static String yaml(Map<String, Object> values) {
        return values.isEmpty() ? "" : Yaml.write(Redaction.of(values));
    }

    /** Its name only: it holds secrets. */
    @Override
    public String toString() {
        return "revision " + number + " of Helm release " + namespace + "/" + name();
    }
}
