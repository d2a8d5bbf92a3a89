package io.millwright.logging.facts;

import io.millwright.kit.Yaml;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.Optional;

/** Reads Elasticsearch's own API as the elastic user. Lists come as {@code rows}. */
public final class EsHttp {
    private EsHttp() {}

    /** @throws ProblemException when it can't be reached or refuses */
    public static Resource get(Elastic e, ClusterView view, String path) {
        return find(e, view, path)
                .orElseThrow(() -> refused(e, path, "it answered 404", "Look whether what was asked for is there."));
    }

    /** Empty when it answers 404. */
    public static Optional<Resource> find(Elastic e, ClusterView view, String path) {
        HttpReply reply = view.httpGet(e.service(), e.scheme(), Names.ES_PORT, path, e.login());
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() / 100 != 2) {
            throw refused(
                    e,
                    path,
                    "it answered " + reply.status(),
                    reply.status() == 401
                            ? "Compare the password of Secret " + e.name() + "-es-elastic-user with the one in use."
                            : "Look at the log of a pod of the cluster.");
        }
        return Optional.of(parse(reply.body(), path));
    }

    /** A JSON object, or a JSON list under {@code rows}. */
    public static Resource parse(String body, String label) {
        String text = body.strip();
        return Yaml.document(text.startsWith("[") ? "{\"rows\": " + text + "}" : text, label);
    }

    private static ProblemException refused(Elastic e, String path, String why, String next) {
        return new ProblemException(
                Problem.user("read " + path, "Elasticsearch " + e.namespace() + "/" + e.name(), why, next));
    }
}
