package io.millwright.kube;

import io.millwright.engine.browse.ContextEntries;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A context with the cluster and the user that it refers to.
 *
 * @param cluster the cluster's entry
 * @param user the user's entry; empty for a cluster that needs no login
 */
record KubeContext(
        String name,
        String server,
        String namespace,
        String userName,
        Optional<Problem> unusable,
        Resource cluster,
        Optional<Resource> user) {

    /** The program that gives the credentials, where there is one. */
    Optional<String> credentialPlugin() {
        return user.flatMap(u -> u.text("user", "exec", "command"));
    }

    /** Whether a login that is refused may be better when it is read anew. */
    boolean renewable() {
        return credentialPlugin().isPresent()
                || user.flatMap(u -> u.text("user", "tokenFile")).isPresent();
    }

    /** The user's entry; one without credentials for a cluster that needs no login. */
    Resource login() {
        return user.orElseGet(() -> new Resource(Map.of("name", "nobody", "user", Map.of())));
    }

    /** The names of what it refers to. */
    ContextEntries entries() {
        return new ContextEntries(
                cluster.text("name").orElse(""),
                user.flatMap(u -> u.text("user", "as")).orElse(userName),
                user.map(u -> u.texts("user", "as-groups")).orElse(List.of()));
    }

    /** A kubeconfig of this context alone, as JSON, which is YAML too. Holds secrets. */
    String contents(Optional<String> asUser, List<String> asGroups) {
        Resource login = login();
        if (asUser.isPresent()) {
            login = login.with(asUser.get(), "user", "as");
            login = asGroups.isEmpty() ? login.without("user", "as-groups") : login.with(asGroups, "user", "as-groups");
        }
        if (credentialPlugin().isPresent() && !interactive()) {
            // The screen owns the terminal: the plugin must not read from it.
            login = login.with("Never", "user", "exec", "interactiveMode");
        }
        return contents(login);
    }

    private boolean interactive() {
        return user.flatMap(u -> u.text("user", "exec", "interactiveMode"))
                .filter("Always"::equals)
                .isPresent();
    }

    /** The same with another user's entry. */
    String contents(Resource login) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("cluster", cluster.text("name").orElse(""));
        context.put("namespace", namespace);
        context.put("user", login.text("name").orElse(userName));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("apiVersion", "v1");
        config.put("kind", "Config");
        config.put("current-context", name);
        config.put("clusters", List.of(cluster.content()));
        config.put("users", List.of(login.content()));
        config.put("contexts", List.of(Map.of("name", name, "context", context)));
        return PlainTree.json(config);
    }

    @Override
    public String toString() {
        return "context " + name;
    }
}
