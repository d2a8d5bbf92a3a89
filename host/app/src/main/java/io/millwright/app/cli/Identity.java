package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom a command line works, and on which parts of its context, as kubectl's options say it.
 *
 * @param as the user to impersonate
 * @param asGroups the groups to impersonate, only with {@code as}
 * @param cluster another cluster of the kubeconfig than the context's
 * @param user another user of the kubeconfig than the context's
 * @param token a bearer token in place of the user's login
 */
public record Identity(
        Optional<String> as,
        List<String> asGroups,
        Optional<String> cluster,
        Optional<String> user,
        Optional<String> token) {
    /** As the contexts say. */
    public static final Identity OWN =
            new Identity(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public Identity {
        asGroups = List.copyOf(asGroups);
    }

    static Identity of(Given a, List<String> contexts) {
        Identity typed = new Identity(
                a.option("--as"),
                a.options("--as-group"),
                a.option("--cluster"),
                a.option("--user"),
                a.option("--token"));
        if (typed.as().isEmpty() && !typed.asGroups().isEmpty()) {
            throw wrong("--as-group", "groups are impersonated with a user only", "Give --as USER, too.");
        }
        if (typed.isOfOneContext() && (contexts.size() > 1 || a.flag("--all-contexts"))) {
            throw wrong(
                    "--cluster, --user or --token",
                    "they belong to one context, and several are asked for",
                    "Give one --context, or none for the current one.");
        }
        return typed;
    }

    private boolean isOfOneContext() {
        return cluster.isPresent() || user.isPresent() || token.isPresent();
    }

    /** This one, and where nothing is said that of the base. */
    Identity over(Identity base) {
        return equals(OWN) ? base : this;
    }

    /** For a program that is started anew with the same. */
    public List<String> options() {
        List<String> options = new ArrayList<>();
        as.ifPresent(v -> options.addAll(List.of("--as", v)));
        asGroups.forEach(v -> options.addAll(List.of("--as-group", v)));
        cluster.ifPresent(v -> options.addAll(List.of("--cluster", v)));
        user.ifPresent(v -> options.addAll(List.of("--user", v)));
        token.ifPresent(v -> options.addAll(List.of("--token", v)));
        return options;
    }

    /** The same without what is secret. */
    Identity withoutToken() {
        return new Identity(as, asGroups, cluster, user, Optional.empty());
    }

    /** What everybody at the screen must see: {@code as ada}; empty where nobody is impersonated. */
    public Optional<String> told() {
        return as.map(u -> "as " + u + (asGroups.isEmpty() ? "" : " (" + String.join(", ", asGroups) + ")"));
    }

    private static ProblemException wrong(String what, String why, String next) {
        return new ProblemException(Problem.user("read the options", what, why, next));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return told().orElse("as oneself") + (token.isPresent() ? ", with a token" : "");
    }
}
