package io.millwright.kit;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What the newest revision of a Helm release has rendered. When a release is removed Helm goes by this, and not by the objects as they are: an
 * annotation that somebody has set by hand isn't in it.
 */
public final class ReleaseManifest {
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---.*$");
    /** A release is some megabytes at most: a Secret holds one, packed. */
    private static final int LARGEST = 64 << 20;

    private final List<String> documents;

    private ReleaseManifest(String manifest) {
        this.documents = List.of(SEPARATOR.split(manifest));
    }

    /**
     * Of the release that {@link Installer#release} names; empty when Helm keeps none of that name any more.
     *
     * @throws ProblemException when its Secret can't be read, or isn't what Helm writes
     */
    public static Optional<ReleaseManifest> of(ObjectRef release, ClusterView view) {
        return view
                .list(
                        Kind.SECRET,
                        Selector.labelled(release.namespace(), "owner", "helm").andLabel("name", release.name()))
                .stream()
                .max(Comparator.comparingLong(
                        s -> s.label("version").map(Long::parseLong).orElse(0L)))
                .map(s -> new ReleaseManifest(manifest(s)));
    }

    /** The object of that kind and name; empty when the release has none. */
    public Optional<Resource> object(String kind, String name) {
        return documents.stream()
                .filter(d -> d.contains(kind) && d.contains(name))
                .flatMap(d -> Yaml.documents(d, kind + " " + name).stream())
                .filter(o -> o.kind().equals(kind) && o.name().equals(name))
                .findFirst();
    }

    private static String manifest(Resource secret) {
        try {
            byte[] helm =
                    Base64.getDecoder().decode(secret.text("data", "release").orElse(""));
            try (InputStream in = new GZIPInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(helm)))) {
                String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
                return Yaml.document(text, secret.name()).text("manifest").orElse("");
            }
        } catch (IOException | IllegalArgumentException | ProblemException e) {
            // Neither the cause nor its words: a parser quotes what it reads, and a release holds secrets.
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "read a Helm release",
                    "Secret " + secret.namespace() + "/" + secret.name(),
                    "it isn't what Helm writes",
                    "Look at it with helm history.",
                    Optional.empty()));
        }
    }
}
