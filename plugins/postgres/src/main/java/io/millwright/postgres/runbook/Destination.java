package io.millwright.postgres.runbook;

import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
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

/**
 * Where base backups and WAL go: a path in an S3 store, and the Secret that opens it.
 *
 * @param secret empty when the pods' own cloud identity opens the store
 */
record Destination(String path, String endpoint, String secret, String idKey, String secretKey, String retention) {

    static List<Parameter> parameters(boolean required) {
        Parameter path = Ask.text(
                "backup-path",
                "Backup path",
                "Where backups and WAL go: bucket and folder, empty for a new cluster.",
                "s3://[a-z0-9][a-z0-9.-]{0,62}(/\\S*)?",
                "an address such as s3://bucket/folder");
        return List.of(
                required ? Ask.required(path) : path,
                Ask.text(
                        "backup-endpoint",
                        "Endpoint",
                        "The store's address, when it isn't Amazon's own.",
                        "https?://\\S+",
                        "an address such as https://s3.example.com"),
                Ask.name(
                        "backup-secret",
                        "Credentials",
                        "The Secret with the store's keys, in the cluster's namespace; empty for the pods' own identity.",
                        253),
                Ask.with(
                        Ask.text(
                                "backup-id-key",
                                "Key of the id",
                                "Which key of the Secret holds the access key's id.",
                                "[-._a-zA-Z0-9]+",
                                "a key of a Secret"),
                        "ACCESS_KEY_ID",
                        "upstream's examples"),
                Ask.with(
                        Ask.text(
                                "backup-secret-key",
                                "Key of the secret",
                                "Which key of the Secret holds the secret access key.",
                                "[-._a-zA-Z0-9]+",
                                "a key of a Secret"),
                        "ACCESS_SECRET_KEY",
                        "upstream's examples"),
                Ask.with(
                        Ask.text(
                                "retention",
                                "Keep",
                                "For how long backups can be restored.",
                                "[1-9][0-9]*[dwm]",
                                "a number and d, w or m, such as 30d"),
                        "30d",
                        "upstream's example"));
    }

    static Destination of(Request request) {
        return new Destination(
                request.input("backup-path"),
                request.input("backup-endpoint"),
                request.input("backup-secret"),
                or(request.input("backup-id-key"), "ACCESS_KEY_ID"),
                or(request.input("backup-secret-key"), "ACCESS_SECRET_KEY"),
                request.input("retention"));
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    /**
     * By what backups can be made in that cluster.
     *
     * @throws ProblemException when there is no way
     */
    static BackupMethod method(ClusterView view) {
        boolean plugin = view.serves(Cnpg.OBJECT_STORE) && BarmanPlugin.of(view).isPresent();
        if (plugin) {
            return BackupMethod.PLUGIN;
        }
        boolean inTree = CnpgOperators.deployments(view).stream()
                .flatMap(d -> Operators.version(d).stream())
                .allMatch(v -> v.olderThan(Cnpg.WITHOUT_IN_TREE));
        if (inTree) {
            return BackupMethod.IN_TREE;
        }
        throw new ProblemException(Problem.user(
                "choose how backups are made",
                "cluster " + view.cluster(),
                "the operator no longer has its own Barman, and the Barman Cloud plugin isn't installed",
                "Install the plugin first: runbook install-plugin."));
    }

    /** Refuses a Secret that isn't there; one that can't be read is left to the operator. */
    void requireSecret(String namespace, ClusterView view) {
        boolean missing;
        try {
            missing = !secret.isEmpty()
                    && view.get(ObjectRef.of(Kind.SECRET, namespace, secret)).isEmpty();
        } catch (ProblemException e) {
            // Not everybody who may make a cluster may read Secrets; a wrong one shows as failing archiving.
            missing = false;
        }
        if (missing) {
            throw new ProblemException(Problem.user(
                    "set the backup destination",
                    "Secret " + namespace + "/" + secret,
                    "it doesn't exist",
                    "Create it first: kubectl -n " + namespace + " create secret generic " + secret + " --from-literal="
                            + idKey + "=… --from-literal=" + secretKey + "=…"));
        }
    }

    private Map<String, Object> configuration() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("destinationPath", path);
        if (!endpoint.isEmpty()) {
            tree.put("endpointURL", endpoint);
        }
        tree.put(
                "s3Credentials",
                secret.isEmpty()
                        ? Tree.of("inheritFromIAMRole", true)
                        : Tree.of(
                                "accessKeyId", Tree.of("name", secret, "key", idKey),
                                "secretAccessKey", Tree.of("name", secret, "key", secretKey)));
        tree.put("wal", Tree.of("compression", "gzip"));
        tree.put("data", Tree.of("compression", "gzip"));
        return tree;
    }

    /** {@code spec.backup} of a Cluster, for the operator's own Barman. */
    Map<String, Object> inTree() {
        Map<String, Object> backup = new LinkedHashMap<>();
        backup.put("barmanObjectStore", configuration());
        if (!retention.isEmpty()) {
            backup.put("retentionPolicy", retention);
        }
        backup.put("target", "prefer-standby");
        return backup;
    }

    static String storeName(String cluster) {
        return cluster + "-store";
    }

    /** The plugin's ObjectStore. */
    Resource store(String namespace, String cluster) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("configuration", configuration());
        if (!retention.isEmpty()) {
            spec.put("retentionPolicy", retention);
        }
        return Resource.of(Cnpg.OBJECT_STORE, namespace, storeName(cluster), Tree.of("spec", spec));
    }

    /** The entry of {@code spec.plugins}. */
    static Map<String, Object> plugin(String cluster) {
        return Tree.of(
                "name",
                Cnpg.BARMAN_PLUGIN,
                "enabled",
                true,
                "isWALArchiver",
                true,
                "parameters",
                Tree.of("barmanObjectName", storeName(cluster), "serverName", cluster));
    }

    /** What every plan that sets a destination must say. */
    void risks(BackupMethod method, PlanDraft draft) {
        draft.risk(
                "archive",
                "The path must not hold another cluster's files of the same name",
                "Then archiving stops with 'Expected empty archive', and no backup can be restored.");
        if (method == BackupMethod.IN_TREE) {
            draft.risk(
                    "in-tree",
                    "The operator's own Barman goes away in 1.31",
                    "Move to the Barman Cloud plugin before that upgrade: runbook move-to-plugin. It is used here because the plugin isn't installed.");
        }
    }
}
