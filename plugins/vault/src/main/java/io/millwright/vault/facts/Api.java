package io.millwright.vault.facts;

import io.millwright.kit.Yaml;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.Optional;

/** Reads the servers' own API. */
public final class Api {
    public static final String TOKEN_HEADER = "X-Vault-Token";
    /** The Secret beside a StatefulSet, named after it, whose token may read what the health checks need. */
    public static final String HEALTH_TOKEN = "-health-token";

    public static final String TOKEN_KEY = "token";

    private Api() {}

    /** What anybody may ask of that pod. */
    public static Resource get(Server server, ObjectRef pod, String path, ClusterView view) {
        return parse(view.httpGet(pod, server.scheme(), Names.PORT, path), pod, path);
    }

    /** The login by the Secret for health checks; empty when there is none. Its value isn't looked at. */
    public static Optional<Login> healthLogin(Server server, ClusterView view) {
        ObjectRef secret = server.beside(Kind.SECRET, HEALTH_TOKEN);
        return view.get(secret)
                .filter(s -> s.at("data", TOKEN_KEY).isPresent())
                .map(s -> new Login.Token(TOKEN_HEADER, "", secret, TOKEN_KEY));
    }

    /** What only a token may ask; a server that doesn't lead passes it on to the one that does. */
    public static Resource get(Server server, ObjectRef pod, String path, Login login, ClusterView view) {
        return data(parse(view.httpGet(pod, server.scheme(), Names.PORT, path, login), pod, path));
    }

    /** Logical answers come in an envelope, some of them also without it. */
    private static Resource data(Resource answer) {
        return answer.at("data")
                .filter(java.util.Map.class::isInstance)
                .map(d -> new Resource(cast(d)))
                .orElse(answer);
    }

    @SuppressWarnings("unchecked")
    private static java.util.Map<String, Object> cast(Object map) {
        return (java.util.Map<String, Object>) map;
    }

    private static Resource parse(HttpReply reply, ObjectRef pod, String path) {
        if (reply.status() / 100 != 2) {
            throw new ProblemException(Problem.user(
                    "read " + path,
                    pod.display(),
                    "it answered " + reply.status() + (reply.status() == 403 ? ": the token isn't allowed that" : ""),
                    reply.status() == 403
                            ? "Give the token of the Secret for health checks the policy that the guide names."
                            : "Look at the log of the pod."));
        }
        return Yaml.document(reply.body().strip(), path);
    }
}
