package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PostgreSQL that is imported from, wherever it runs.
 *
 * @param whole whether several databases with their roles are taken over as they are, or one into the application's database
 * @param databases names, or only {@code *}
 * @param roles names, or only {@code *}; none unless it is taken over whole
 * @param secret where the user's password lies; its value is read by PostgreSQL's programs only
 * @param authority Secret with the source's certificate authority under {@code ca.crt}; empty for none
 */
record ImportSource(
        String host,
        String port,
        String user,
        boolean whole,
        List<String> databases,
        List<String> roles,
        String secret,
        String key,
        String sslMode,
        String authority) {
    static final String NAME = "source";
    private static final String MICROSERVICE = "microservice";
    private static final String NAMES = "\\*|[^\\s,'\"\\\\$*]{1,63}(, ?[^\\s,'\"\\\\$*]{1,63})*";

    ImportSource {
        databases = List.copyOf(databases);
        roles = List.copyOf(roles);
    }

    static List<Parameter> parameters() {
        return List.of(
                Ask.choice(
                        "type",
                        "Type",
                        "microservice: one database becomes the application's database; monolith: databases and roles are taken over as they are.",
                        MICROSERVICE,
                        "monolith"),
                Ask.required(Ask.text(
                        "source-host",
                        "Source",
                        "Name or address of the PostgreSQL to import, as the new cluster's pods reach it.",
                        "[A-Za-z0-9]([-A-Za-z0-9.:]*[A-Za-z0-9])?",
                        "a host name or an address")),
                Ask.with(Ask.number("source-port", "Port", "Its port.", 1, 65_535), "5432", "PostgreSQL's own"),
                Ask.required(Ask.with(
                        Ask.text(
                                "source-user",
                                "User",
                                "Who reads there: the owner of everything, or for monolith a superuser.",
                                "[^\\s'\"\\\\$]{1,63}",
                                "a name without spaces and quotes"),
                        "postgres",
                        "usual superuser")),
                Ask.required(Ask.name(
                        "source-secret",
                        "Password",
                        "The Secret with that user's password, in the new cluster's namespace.",
                        253)),
                Ask.with(
                        Ask.text(
                                "source-key",
                                "Key",
                                "Which key of the Secret holds the password.",
                                "[-._a-zA-Z0-9]+",
                                "a key of a Secret"),
                        "password",
                        "as in the operator's Secrets"),
                Ask.choice(
                        "source-tls",
                        "TLS",
                        "Whether the connection must be encrypted, and whether the source's certificate is verified.",
                        "require",
                        "prefer",
                        "verify-ca",
                        "verify-full",
                        "disable"),
                Ask.name(
                        "source-ca",
                        "Authority",
                        "For verify-ca and verify-full: the Secret with the source's authority, under ca.crt.",
                        253),
                Ask.required(Ask.text(
                        "databases",
                        "Databases",
                        "Which database of the source; for monolith several with commas between, or *.",
                        NAMES,
                        "names with commas between, or *")),
                Ask.text(
                        "roles",
                        "Roles",
                        "For monolith: which roles, with commas between, or *. Owners of what is imported must be among them.",
                        NAMES,
                        "names with commas between, or *"),
                Ask.yesNo("schema-only", "Schema only", "Whether tables come without their rows.", false),
                Ask.choice(
                        "compare",
                        "Compare",
                        "For microservice: how the copy is compared with the source afterwards. Counting every row reads all of both.",
                        "rows",
                        "tables",
                        "none"));
    }

    /**
     * The one that was asked for.
     *
     * @throws ProblemException of kind USER when the answers don't fit together as the operator wants them
     */
    static ImportSource of(Request request) {
        boolean whole = request.input("type").equals("monolith");
        List<String> databases = names(request.input("databases"));
        List<String> roles = names(request.input("roles"));
        String tls = request.input("source-tls").isEmpty() ? "require" : request.input("source-tls");
        if (!whole && (databases.size() != 1 || databases.contains("*"))) {
            throw refused(
                    "type microservice takes one database, not " + request.input("databases"),
                    "Name one, or choose type=monolith.");
        }
        if (!whole && !roles.isEmpty()) {
            throw refused("type microservice takes no roles over", "Leave roles empty, or choose type=monolith.");
        }
        if (tls.startsWith("verify-") && request.input("source-ca").isEmpty()) {
            throw refused(
                    tls + " needs the source's authority",
                    "Name its Secret in source-ca, or choose source-tls=require.");
        }
        return new ImportSource(
                request.input("source-host"),
                request.input("source-port").isEmpty() ? "5432" : request.input("source-port"),
                request.input("source-user"),
                whole,
                databases,
                roles,
                request.input("source-secret"),
                request.input("source-key").isEmpty() ? "password" : request.input("source-key"),
                tls,
                request.input("source-ca"));
    }

    private static List<String> names(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .toList();
    }

    /** {@code import} of {@code bootstrap.initdb}. */
    Map<String, Object> imported(boolean schemaOnly) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", whole ? "monolith" : MICROSERVICE);
        tree.put("databases", databases);
        if (!roles.isEmpty()) {
            tree.put("roles", roles);
        }
        tree.put("source", Tree.of("externalCluster", NAME));
        if (schemaOnly) {
            tree.put("schemaOnly", true);
        }
        return tree;
    }

    /** Its entry of {@code spec.externalClusters}. */
    Map<String, Object> external() {
        Map<String, Object> connection = Tree.of("host", host, "port", port, "user", user, "dbname", entrance());
        connection.put("sslmode", sslMode);
        Map<String, Object> tree = Tree.of(
                "name", NAME, "connectionParameters", connection, "password", Tree.of("name", secret, "key", key));
        if (!authority.isEmpty()) {
            tree.put("sslRootCert", Tree.of("name", authority, "key", "ca.crt"));
        }
        return tree;
    }

    /** The database that is connected to first. */
    String entrance() {
        return whole ? "postgres" : databases.getFirst();
    }

    /** Refuses Secrets that aren't there or lack their key; those that can't be read are left to the operator. */
    void requireSecrets(String namespace, ClusterView view) {
        requireSecret(namespace, secret, key, view);
        if (!authority.isEmpty()) {
            requireSecret(namespace, authority, "ca.crt", view);
        }
    }

    private static void requireSecret(String namespace, String name, String key, ClusterView view) {
        Optional<Resource> found;
        try {
            found = view.get(ObjectRef.of(Kind.SECRET, namespace, name));
        } catch (ProblemException e) {
            // Not everybody who may make a cluster may read Secrets; a wrong one shows when the source is tried.
            return;
        }
        if (found.flatMap(s -> s.text("data", key)).filter(v -> !v.isEmpty()).isEmpty()) {
            throw new ProblemException(Problem.user(
                    "read the source's password or authority",
                    "Secret " + namespace + "/" + name,
                    found.isEmpty() ? "it doesn't exist" : "it has no key " + key,
                    "Create it first: kubectl -n " + namespace + " create secret generic " + name + " --from-file="
                            + key + "=FILE"));
        }
    }

    String words() {
        return host + ":" + port;
    }

    private static ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan 'Import a PostgreSQL'", "its parameters", why, next));
    }
}
