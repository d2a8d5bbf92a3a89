package io.millwright.postgres.health;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the backup plugin that the cluster asks for is installed, runs beside every instance, and has its store. */
final class BackupPlugin extends ClusterCheck {
    BackupPlugin() {
        super(
                "postgres.backup.plugin",
                "Backup plugin",
                Dimension.DURABILITY,
                "With the Barman Cloud plugin in spec.plugins: its Service, the ObjectStore that the parameters name, the sidecar in every pod."
                        + " A plugin or store that is missing is Critical, a missing sidecar Degraded. With spec.backup.barmanObjectStore, which"
                        + " operator 1.31 no longer has: Info, and Critical where such an operator runs.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (c.inTreeBarman()) {
            findings.add(inTree(c, view));
        }
        if (c.barmanPlugin().isEmpty() || c.hibernationWanted()) {
            return findings;
        }
        if (BarmanPlugin.of(view).isEmpty()) {
            findings.add(stops(draft(view, Severity.CRITICAL, "the Barman Cloud plugin isn't installed")
                            .suffix("missing"))
                    .saw("asked for", c.ref(), "spec.plugins[].name", Cnpg.BARMAN_PLUGIN)
                    .saw("Services of the plugin", c.ref(), "label " + Cnpg.PLUGIN_LABEL, 0)
                    .manual(
                            "install the plugin",
                            "It goes into the operator's namespace and needs cert-manager:\n" + install(view))
                    .build());
        }
        store(c, view).ifPresent(findings::add);
        sidecars(c, view).ifPresent(findings::add);
        return findings;
    }

    private Finding inTree(PgCluster c, ClusterView view) {
        List<Version> operators = CnpgOperators.deployments(view).stream()
                .flatMap(d -> Operators.version(d).stream())
                .toList();
        boolean gone = !operators.isEmpty() && operators.stream().noneMatch(v -> v.olderThan(Cnpg.WITHOUT_IN_TREE));
        FindingDraft draft = draft(
                        view,
                        gone ? Severity.CRITICAL : Severity.INFO,
                        gone
                                ? "it backs up by the operator's own Barman, which this operator no longer has"
                                : "it backs up by the operator's own Barman, which goes away in 1.31")
                .suffix("in-tree")
                .impact(
                        gone
                                ? "No backup is made and no WAL is archived."
                                : "After the upgrade to operator 1.31 nothing is backed up or archived.")
                .saw("destination", c.ref(), "spec.backup.barmanObjectStore", "configured")
                .saw("operator", c.ref(), "Deployment image", operators.isEmpty() ? "not known" : operators.getFirst());
        if (BarmanPlugin.of(view).isEmpty()) {
            draft.manual("install the Barman Cloud plugin first", install(view));
        }
        return draft.run("move to the Barman Cloud plugin", "move-to-plugin", Map.of())
                .build();
    }

    private static String install(ClusterView view) {
        return "millwright run postgres install-plugin "
                + CnpgOperators.deployments(view).stream()
                        .findFirst()
                        .map(d -> d.namespace() + "/" + d.name())
                        .orElse("NAMESPACE/OPERATOR");
    }

    private static FindingDraft stops(FindingDraft draft) {
        return draft.impact("No backup is made and no WAL is archived.");
    }

    private Optional<Finding> store(PgCluster c, ClusterView view) {
        Optional<ObjectRef> store =
                c.objectStore().map(s -> ObjectRef.of(Cnpg.OBJECT_STORE, c.namespace(), s.getKey()));
        if (store.isPresent() && view.get(store.get()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(stops(draft(
                        view,
                        Severity.CRITICAL,
                        store.isPresent()
                                ? "object store " + store.get().name() + " doesn't exist"
                                : "the plugin isn't told which object store to use"))
                .suffix("store")
                .saw(
                        "store that is named",
                        c.ref(),
                        "spec.plugins[].parameters.barmanObjectName",
                        store.map(ObjectRef::name).orElse("none"))
                .run("set the backup destination", "set-backup-destination", Map.of())
                .build());
    }

    private Optional<Finding> sidecars(PgCluster c, ClusterView view) {
        List<Resource> without = c.pods(view).stream()
                .filter(p -> BarmanPlugin.sidecar(p).isEmpty())
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.DEGRADED, without.size() + " instances lack the backup sidecar")
                .suffix("sidecar")
                .impact("Those instances archive nothing and can't make a backup.");
        without.forEach(p -> draft.saw(
                "pod without it",
                ObjectRef.of(Kind.POD, c.namespace(), p.name()),
                "spec.initContainers",
                BarmanPlugin.SIDECAR + " absent"));
        return Optional.of(draft.cause("they were made before the plugin was enabled")
                .run("restart the instances", "restart", Map.of())
                .build());
    }
}
