package io.millwright.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the Secrets in which Helm keeps its releases. */
final class HelmStore {
    private static final JsonFactory JSON = new JsonFactory();

    private final KubeView view;

    HelmStore(KubeView view) {
        this.view = view;
    }

    Optional<ReleaseState> release(String namespace, String name) {
        return newest(list(namespace, ",name=" + name)).findFirst().map(this::decode);
    }

    /** All releases. One that is damaged is told by its labels alone, so that the others can be seen. */
    List<ReleaseState> releases() {
        return newest(list("", "")).map(this::decodeOrLabels).toList();
    }

    /** A superseded revision is never the newest, and there are up to ten of them for each release. */
    private List<Resource> list(String namespace, String moreLabels) {
        return view.list(
                Kind.SECRET, namespace, "owner=helm,status!=superseded" + moreLabels, "type=" + HelmRevision.TYPE);
    }

    private static Stream<Resource> newest(List<Resource> secrets) {
        Map<String, Resource> newest = new LinkedHashMap<>();
        for (Resource secret : secrets) {
            newest.merge(secret.namespace() + "/" + name(secret), secret, (a, b) -> revision(a) >= revision(b) ? a : b);
        }
        return newest.values().stream()
                .sorted(Comparator.comparing(Resource::namespace).thenComparing(HelmStore::name));
    }

    private static String name(Resource secret) {
        return secret.label("name").orElse(secret.name());
    }

    private ReleaseState decodeOrLabels(Resource secret) {
        try {
            return decode(secret);
        } catch (ProblemException damaged) {
            return new ReleaseState(
                    secret.namespace(),
                    name(secret),
                    (int) revision(secret),
                    secret.label("status").orElse("unknown"),
                    "",
                    "",
                    "",
                    damaged.problem().why());
        }
    }

    private static long revision(Resource secret) {
        return new Resource(Map.of("v", secret.label("version").orElse("0")))
                .number("v")
                .orElse(0L);
    }

    private ReleaseState decode(Resource secret) {
        try {
            Map<String, String> found = new LinkedHashMap<>();
            try (InputStream in = HelmRevision.unpacked(secret);
                    JsonParser parser = JSON.createParser(in)) {
                collect(parser, "", found);
            }
            return new ReleaseState(
                    secret.namespace(),
                    found.getOrDefault("/name", name(secret)),
                    (int) revision(secret),
                    found.getOrDefault("/info/status", secret.label("status").orElse("unknown")),
                    found.getOrDefault("/chart/metadata/name", ""),
                    found.getOrDefault("/chart/metadata/version", ""),
                    found.getOrDefault("/chart/metadata/appVersion", ""),
                    found.getOrDefault("/info/description", ""));
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.CLUSTER,
                            "read the Helm release in Secret " + secret.namespace() + "/" + secret.name(),
                            "cluster " + view.cluster(),
                            "its content isn't one that Helm writes",
                            "Look at it with helm history; a damaged revision can be deleted.",
                            Optional.empty()),
                    e);
        }
    }

    /** Walks through the few fields wanted, skipping the rest: a release holds its whole chart, which is megabytes. */
    private static void collect(JsonParser parser, String path, Map<String, String> found) throws IOException {
        if (path.isEmpty() && parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String here = path + "/" + parser.currentName();
            JsonToken value = parser.nextToken();
            switch (here) {
                case "/info", "/chart", "/chart/metadata" -> {
                    if (value == JsonToken.START_OBJECT) {
                        collect(parser, here, found);
                    }
                }
                case "/name",
                        "/info/status",
                        "/info/description",
                        "/chart/metadata/name",
                        "/chart/metadata/version",
                        "/chart/metadata/appVersion" -> found.put(here, parser.getText());
                default -> parser.skipChildren();
            }
        }
    }
}
