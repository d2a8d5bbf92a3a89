package io.millwright.engine.inspect;

import io.millwright.engine.Redaction;
import io.millwright.engine.check.Refs;
import io.millwright.engine.json.Json;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One revision of a Helm release, as Helm keeps it in a Secret. Read without Helm. What it gives to be shown is without secrets' values;
 * {@link #objects} are as they are.
 */
public final class HelmRevision {
    /** The type of the Secrets in which Helm keeps releases. */
    public static final String TYPE = "helm.sh/release.v1";

    /** A release is some megabytes at most: a Secret holds one, packed. */
    private static final int LARGEST = 64 << 20;

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---.*$");

    private final Resource secret;
    private final String namespace;
    private final int number;
    private final Resource release;
    private final Map<String, Object> config;
    private volatile Optional<List<Resource>> objects = Optional.empty();

    private HelmRevision(Resource secret, Map<String, Object> stored) {
        this.secret = secret.without("data");
        this.namespace = secret.namespace();
        this.release = new Resource(stored);
        this.number = release.number("version").orElse(0L).intValue();
        this.config = stored.get("config") instanceof Map<?, ?> given ? words(given) : Map.of();
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

    /**
     * The release that a Secret holds, every value of null with it: among those that were given it takes a default of the chart away.
     *
     * @throws IllegalArgumentException when it isn't base64
     * @throws IOException when it isn't compressed, or too large
     * @throws ProblemException when it isn't JSON; what the parser says quotes the release, and the release holds secrets
     */
    public static Map<String, Object> tree(Resource secret) throws IOException {
        try (InputStream in = unpacked(secret)) {
            byte[] text = in.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new IOException("it is larger than " + LARGEST + " bytes");
            }
            return Json.readMap(new String(text, StandardCharsets.UTF_8));
        }
    }

    /** What a Secret holds for that release: the other way of {@link #tree}. */
    public static String packed(Map<String, ?> release) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(Json.write(release).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        byte[] helm = Base64.getEncoder().encode(bytes.toByteArray());
        return Base64.getEncoder().encodeToString(helm);
    }

    /** What a release is described with that a run has taken back; Helm itself begins with the same words. */
    public static String rolledBack(int revision, String run) {
        return "Rollback to " + revision + ": Millwright run " + run;
    }

    /** Whether a release of that description was taken back to that revision, by Helm or by a run. */
    public static boolean isRolledBack(String description, int revision) {
        return description.equals("Rollback to " + revision) || description.startsWith("Rollback to " + revision + ":");
    }

    /** The revision that a Secret holds. */
    public static HelmRevision read(Resource secret, String cluster) {
        try {
            return new HelmRevision(secret, tree(secret));
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

    /** The values that were given, secrets' and those of null included: not to be shown. */
    public Map<String, Object> config() {
        return config;
    }

    /** The same with others laid over them, as an upgrade that reuses values takes them: not to be shown. */
    public Map<String, Object> configWith(Map<String, ?> over) {
        return laidOver(config, over, true);
    }

    /** The values that were given, as YAML, without secrets'. */
    public String values() {
        return yaml(config);
    }

    /** The chart's values with the given ones laid over them, as YAML, without secrets'. */
    public String allValues() {
        return yaml(laidOver(tree("chart", "values"), config, false));
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
        // A manifest can be megabytes, and each reference asks for all of it. Two threads would read the same.
        List<Resource> read = objects.orElseGet(
                () -> documents().stream().flatMap(d -> object(d).stream()).toList());
        objects = Optional.of(read);
        return read;
    }

    /** The documents of its manifest as they were sent, secrets' values included; each is of one object. */
    public List<String> documents() {
        return SEPARATOR
                .splitAsStream(release.text("manifest").orElse(""))
                .filter(d -> object(d).isPresent())
                .toList();
    }

    private static Optional<Resource> object(String document) {
        return Yaml.read(document).filter(m -> m.containsKey("kind")).map(Resource::new);
    }

    /** An object of its manifest as a reference: without a namespace it is in the release's. */
    public ObjectRef ref(Resource object) {
        return Refs.of(object, objects(), namespace);
    }

    /** Its hooks, which Helm runs and nobody else: the object of each, secrets' values included. */
    public List<Resource> hooks() {
        return release.items("hooks").stream()
                .flatMap(h -> h.text("manifest").flatMap(HelmRevision::object).stream())
                .toList();
    }

    /** Whether the other one has the same chart, values and objects; their order doesn't matter. */
    public boolean isLike(HelmRevision other) {
        return chart().equals(other.chart())
                && chartVersion().equals(other.chartVersion())
                && config.equals(other.config)
                && Set.copyOf(objects()).equals(Set.copyOf(other.objects()));
    }

    /** The Secret in which it is kept, without what it holds. */
    public Resource secret() {
        return secret;
    }

    /** All that Helm keeps of it, secrets' values included: not to be shown. */
    public Resource release() {
        return release;
    }

    /** Whether its chart has hooks, which Helm runs and nobody else. */
    public boolean hasHooks() {
        return !release.items("hooks").isEmpty();
    }

    private Map<String, Object> tree(String... path) {
        return release.at(path).orElse("") instanceof Map<?, ?> map ? words(map) : Map.of();
    }

    private static Map<String, Object> words(Map<?, ?> map) {
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((k, v) -> tree.put(String.valueOf(k), v));
        return Collections.unmodifiableMap(tree);
    }

    /** One tree over another. A value of null takes away what is below it; it stays itself where that is for another to do. */
    private static Map<String, Object> laidOver(Map<?, ?> base, Map<?, ?> over, boolean keepsNull) {
        Map<String, Object> all = new LinkedHashMap<>();
        base.forEach((k, v) -> all.put(String.valueOf(k), v));
        over.forEach((k, v) -> all.put(
                String.valueOf(k),
                v instanceof Map<?, ?> more && all.get(String.valueOf(k)) instanceof Map<?, ?> there
                        ? laidOver(there, more, keepsNull)
                        : v));
        if (!keepsNull) {
            all.values().removeIf(Objects::isNull);
        }
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
