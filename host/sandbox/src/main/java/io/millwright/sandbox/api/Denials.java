package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What users may not do. Everything else is allowed. Thread-safe; changes apply to the next request. */
public final class Denials {
    /**
     * A rule; {@code *} stands for all.
     *
     * @param user its name
     * @param verb {@code list}, {@code create} ...
     * @param group API group
     * @param resource plural name, with {@code /status} for subresources
     */
    public record Rule(String user, String verb, String group, String resource) {
        boolean matches(String who, String what, String inGroup, String on) {
            return is(user, who) && is(verb, what) && is(group, inGroup) && is(resource, on);
        }

        private static boolean is(String rule, String value) {
            return rule.equals("*") || rule.equals(value);
        }
    }

    private final Set<Rule> rules = ConcurrentHashMap.newKeySet();

    /** Denies the verb on the resource to everybody. */
    public Denials deny(String verb, String group, String resource) {
        rules.add(new Rule("*", verb, group, resource));
        return this;
    }

    public Denials deny(Rule rule) {
        rules.add(rule);
        return this;
    }

    public void clear() {
        rules.clear();
    }

    /** Whether the user may. */
    public boolean allows(String user, String verb, String group, String resource) {
        return rules.stream().noneMatch(r -> r.matches(user, verb, group, resource));
    }

    /** Throws 403 in upstream's words when the user may not. */
    void check(String user, String verb, String group, String resource, String namespace, String name) {
        if (allows(user, verb, group, resource)) {
            return;
        }
        String plain = group.isEmpty() ? resource : resource + "." + group;
        String what = plain + (name.isEmpty() ? "" : " \"" + name + "\"");
        String where = namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"";
        throw new ApiError(
                403,
                "Forbidden",
                what + " is forbidden: User \"" + user + "\" cannot " + verb + " resource \"" + resource
                        + "\" in API group \"" + group + "\" " + where,
                Map.of("name", name, "group", group, "kind", resource));
    }
}
