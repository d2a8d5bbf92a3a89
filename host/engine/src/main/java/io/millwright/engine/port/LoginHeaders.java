package io.millwright.engine.port;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The header that a login stands for. */
public final class LoginHeaders {
    private LoginHeaders() {}

    /**
     * Reads the secret and makes the header of it.
     *
     * @param answers what the operator has answered in this run, by parameter
     * @throws ProblemException when the Secret or its key isn't there, may not be read, or nothing was answered
     */
    public static Map<String, String> of(Login login, ClusterView view, Map<String, String> answers) {
        return switch (login) {
            case Login.Basic l ->
                Map.of(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((l.user() + ":" + secret(l.secret(), l.key(), view))
                                                .getBytes(StandardCharsets.UTF_8)));
            case Login.Token l -> Map.of(l.header(), l.prefix() + secret(l.secret(), l.key(), view));
            case Login.Answered l ->
                Map.of(
                        l.header(),
                        l.prefix()
                                + Optional.ofNullable(answers.get(l.parameter()))
                                        .orElseThrow(() -> missing(
                                                "the answer to " + l.parameter(),
                                                "nothing was answered",
                                                "Run it where somebody can answer.")));
        };
    }

    private static String secret(ObjectRef ref, String key, ClusterView view) {
        String text = view.get(ref)
                .orElseThrow(() -> missing(ref.display(), "it isn't there", "Check the name of the Secret."))
                .text("data", key)
                .orElseThrow(() -> missing(
                        ref.display(), "it has no key " + key, "Check the Secret's keys (kubectl describe secret)."));
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).strip();
    }

    private static ProblemException missing(String on, String why, String next) {
        return new ProblemException(new Problem(Problem.Kind.CLUSTER, "log in", on, why, next, Optional.of("login")));
    }
}
