package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a cluster's base backups and WAL lie in an object store, as a new cluster reads them and as it writes its own beside them.
 *
 * @param method by what
 * @param store the plugin's ObjectStore, or the store's tree for the operator's own Barman
 * @param server under which name in the store
 */
record Origin(BackupMethod method, Object store, String server) {
    private static final String NAME = "origin";

    /** The one of that cluster; empty when its backups go to no object store. */
    static Optional<Origin> of(PgCluster c) {
        Optional<Origin> plugin = c.objectStore().map(s -> new Origin(BackupMethod.PLUGIN, s.getKey(), s.getValue()));
        return plugin.or(() -> c.object()
                .at("spec", "backup", "barmanObjectStore")
                .map(tree -> new Origin(
                        BackupMethod.IN_TREE,
                        tree,
                        c.object()
                                .text("spec", "backup", "barmanObjectStore", "serverName")
                                .orElse(c.name()))));
    }

    /** The entry of {@code spec.externalClusters} by which a new cluster finds it. */
    Map<String, Object> external() {
        return method == BackupMethod.PLUGIN
                ? Tree.of(
                        "name",
                        NAME,
                        "plugin",
                        Tree.of(
                                "name",
                                Cnpg.BARMAN_PLUGIN,
                                "parameters",
                                Tree.of("barmanObjectName", store, "serverName", server)))
                : Tree.of("name", NAME, "barmanObjectStore", inStore(server));
    }

    /** {@code spec.bootstrap.recovery} without a target. */
    Map<String, Object> recovery() {
        Map<String, Object> recovery = new LinkedHashMap<>();
        recovery.put("source", NAME);
        return recovery;
    }

    private Map<String, Object> inStore(String name) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (store instanceof Map<?, ?> map) {
            map.forEach((k, v) -> tree.put(String.valueOf(k), v));
        }
        tree.put("serverName", name);
        return tree;
    }

    /** Makes the new cluster archive to the same store under that name. */
    void archive(Map<String, Object> spec, String name, PgCluster source) {
        if (method == BackupMethod.PLUGIN) {
            spec.put("plugins", plugins(source, store, name));
            return;
        }
        Map<String, Object> backup = new LinkedHashMap<>();
        backup.put("barmanObjectStore", inStore(name));
        source.object().text("spec", "backup", "retentionPolicy").ifPresent(r -> backup.put("retentionPolicy", r));
        spec.put("backup", backup);
    }

    /** A cluster's plugins with Barman's as the one that archives, to that store under that name. */
    static List<Object> plugins(PgCluster cluster, Object store, String server) {
        List<Object> plugins = new ArrayList<>();
        cluster.object().items("spec", "plugins").stream()
                .filter(p -> !p.text("name").orElse("").equals(Cnpg.BARMAN_PLUGIN))
                .forEach(p -> plugins.add(p.content()));
        plugins.add(Tree.of(
                "name",
                Cnpg.BARMAN_PLUGIN,
                "enabled",
                true,
                "isWALArchiver",
                true,
                "parameters",
                Tree.of("barmanObjectName", store, "serverName", server)));
        return plugins;
    }

    /** The server names that are in use in the store, as far as the cluster knows them. */
    TreeSet<String> servers(PgCluster source, ClusterView view) {
        TreeSet<String> servers = new TreeSet<>();
        for (Resource other : view.list(Cnpg.CLUSTER, Selector.in(source.namespace()))) {
            of(new PgCluster(other)).filter(o -> o.sameStore(this)).ifPresent(o -> servers.add(o.server()));
        }
        if (method == BackupMethod.PLUGIN) {
            view.get(ObjectRef.of(Cnpg.OBJECT_STORE, source.namespace(), store.toString()))
                    .flatMap(s -> s.at("status", "serverRecoveryWindow"))
                    .filter(Map.class::isInstance)
                    .ifPresent(m -> ((Map<?, ?>) m).keySet().forEach(k -> servers.add(String.valueOf(k))));
        }
        return servers;
    }

    private boolean sameStore(Origin other) {
        return method == other.method && path().equals(other.path());
    }

    private String path() {
        return store instanceof Map<?, ?> map ? String.valueOf(map.get("destinationPath")) : store.toString();
    }

    /** In words, for consequences and refusals. */
    String words() {
        return (method == BackupMethod.PLUGIN ? "ObjectStore " : "") + path() + ", server " + server;
    }
}
