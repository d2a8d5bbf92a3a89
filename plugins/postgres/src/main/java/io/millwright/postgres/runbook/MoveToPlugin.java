package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves a cluster from the operator's own Barman to the Barman Cloud plugin: same store, same server name, nothing stored is lost. */
final class MoveToPlugin extends ClusterRunbook {
    MoveToPlugin() {
        super(new RunbookInfo(
                "move-to-plugin",
                "Move to the Barman Cloud plugin",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Makes an ObjectStore of the cluster's own destination, lets the plugin archive there instead of the operator, moves schedules"
                        + " along, and makes a first backup.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.name(
                        "store",
                        "ObjectStore",
                        "Name of the new ObjectStore; empty: the cluster's name and -store.",
                        200)),
                List.of(
                        "Every instance restarts once, the primary last, to get its sidecar.",
                        "Metrics about backups have other names afterwards: dashboards and alerts must follow.",
                        "What other clusters read of this store by the operator's own Barman isn't changed.",
                        "How long backups are kept is said at the ObjectStore from then on."),
                List.of("https://cloudnative-pg.io/plugin-barman-cloud/docs/migration/")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        if (!c.inTreeBarman()) {
            return List.of(new Constraint(
                    "not-in-tree",
                    "it doesn't back up by the operator's own Barman",
                    "nothing is to be moved",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        List<Constraint> found = new ArrayList<>(atRest(c, view));
        if (BarmanPlugin.of(view).filter(BarmanPlugin::available).isEmpty()) {
            found.add(blocks(
                    "no-plugin",
                    BarmanPlugin.of(view).isEmpty()
                            ? "the Barman Cloud plugin isn't installed"
                            : "the Barman Cloud plugin doesn't run",
                    "install it, on the operator: runbook install-plugin"));
        }
        Backups.of(c, view)
                .newest(State.WORKING)
                .ifPresent(b ->
                        found.add(blocks("running", "backup " + b.name() + " is running", "wait until it has ended")));
        if (c.object()
                .condition("ContinuousArchiving")
                .flatMap(r -> r.text("status"))
                .filter("False"::equals)
                .isPresent()) {
            found.add(blocks(
                    "archiving",
                    "WAL archiving fails, and it would with the same settings by the plugin",
                    "make archiving work first"));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        Resource barman = new Resource(tree(c.object().at("spec", "backup", "barmanObjectStore")));
        BarmanPlugin plugin = BarmanPlugin.of(view)
                .orElseThrow(() -> refused(
                        request.instance(), "the plugin isn't installed", "Install it first: runbook install-plugin."));
        if (barman.content().isEmpty()) {
            throw refused(
                    request.instance(), "it doesn't back up by the operator's own Barman", "There is nothing to do.");
        }
        String name = request.input("store").isEmpty() ? Destination.storeName(c.name()) : request.input("store");
        String server = barman.text("serverName").orElse(c.name());
        Resource store = store(c.namespace(), name, barman, c.object().text("spec", "backup", "retentionPolicy"));
        if (view.get(store.ref(Cnpg.OBJECT_STORE))
                .filter(s -> !s.at("spec", "configuration").equals(store.at("spec", "configuration")))
                .isPresent()) {
            throw refused(
                    request.instance(),
                    "ObjectStore " + name + " is there, and is another one",
                    "Choose another name.");
        }
        List<Resource> stores = new ArrayList<>(List.of(store));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("plugins", Origin.plugins(c, name, server));
        List<Object> externals = externals(c, store, barman, stores);
        if (!externals.isEmpty()) {
            spec.put("externalClusters", externals);
        }
        draft.step(Steps.settled(c));
        plugin.reference()
                .ifPresent(r -> draft.step(Step.require(
                        "plugin",
                        "the Barman Cloud plugin runs",
                        "A cluster that asks for a plugin that isn't there is no longer reconciled.",
                        new Check.Ready(r))));
        stores.forEach(s -> draft.step(store(s)));
        draft.step(change(c, spec))
                .step(Step.await(
                        "sidecars",
                        "every instance has its sidecar",
                        "By it WAL is archived and backups are made.",
                        Questions.sidecars(c, ""),
                        Duration.ofMinutes(10 + 5 * c.wanted())));
        Steps.restarted(c, draft);
        for (Resource schedule : c.belonging(view, Cnpg.SCHEDULED_BACKUP)) {
            if (schedule.text("spec", "method").orElse("barmanObjectStore").equals("barmanObjectStore")) {
                draft.step(schedule(schedule));
            }
        }
        BackupNow.steps(c, request.token(), BackupMethod.PLUGIN, draft);
        draft.consequence("restarts every instance once, the primary last, to give it the sidecar")
                .consequence("goes on in " + barman.text("destinationPath").orElse("the same store") + " as server "
                        + server + ": what is stored there can still be restored")
                .consequence("makes a first backup by the plugin, which proves that WAL arrives")
                .risk(
                        "metrics",
                        "Metrics about backups change their names",
                        "cnpg_collector_last_available_backup_timestamp becomes"
                                + " barman_cloud_cloudnative_pg_io_last_available_backup_timestamp, and so on.");
        return draft.plan("Move " + request.instance().id().display() + " to the Barman Cloud plugin");
    }

    private static Map<String, Object> tree(Optional<Object> value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        value.filter(Map.class::isInstance)
                .ifPresent(m -> ((Map<?, ?>) m).forEach((k, v) -> tree.put(String.valueOf(k), v)));
        return tree;
    }

    /** The server's name isn't the store's: several servers share one. */
    private static Resource store(String namespace, String name, Resource barman, Optional<String> retention) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("configuration", barman.without("serverName").content());
        retention.ifPresent(r -> spec.put("retentionPolicy", r));
        return Resource.of(Cnpg.OBJECT_STORE, namespace, name, Tree.of("spec", spec));
    }

    private static Step store(Resource store) {
        return Step.change(
                "store-" + store.name(),
                "ObjectStore " + store.namespace() + "/" + store.name(),
                "The plugin reads from it where backups go.",
                new Action.Apply(List.of(store), false),
                new Check.Matches(List.of(store)),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** The stores of other clusters that this one was made of or follows; empty when there are none. */
    private static List<Object> externals(PgCluster c, Resource own, Resource barman, List<Resource> stores) {
        List<Object> externals = new ArrayList<>();
        boolean any = false;
        for (Resource external : c.object().items("spec", "externalClusters")) {
            Resource theirs = new Resource(tree(external.at("barmanObjectStore")));
            if (theirs.content().isEmpty()) {
                externals.add(external.content());
                continue;
            }
            any = true;
            String name = external.text("name").orElse("");
            Resource store = theirs.without("serverName")
                            .content()
                            .equals(barman.without("serverName").content())
                    ? own
                    : store(c.namespace(), own.name() + "-" + name, theirs, Optional.empty());
            if (!stores.contains(store)) {
                stores.add(store);
            }
            externals.add(external.without("barmanObjectStore")
                    .with(
                            Tree.of(
                                    "name",
                                    Cnpg.BARMAN_PLUGIN,
                                    "parameters",
                                    Tree.of(
                                            "barmanObjectName",
                                            store.name(),
                                            "serverName",
                                            theirs.text("serverName").orElse(name))),
                            "plugin")
                    .content());
        }
        return any ? externals : List.of();
    }

    /** In one change: with both the webhook refuses, with neither nothing would be archived. */
    private static Step change(PgCluster c, Map<String, Object> spec) {
        Map<String, Object> backup = tree(c.object().at("spec", "backup"));
        backup.remove("barmanObjectStore");
        backup.remove("retentionPolicy");
        List<String> removals = new ArrayList<>();
        if (backup.isEmpty()) {
            removals.add("spec/backup");
        } else {
            removals.add("spec/backup/barmanObjectStore");
            if (c.object().at("spec", "backup", "retentionPolicy").isPresent()) {
                removals.add("spec/backup/retentionPolicy");
            }
        }
        Resource wanted = Resource.of(Cnpg.CLUSTER, c.namespace(), c.name(), Tree.of("spec", spec));
        return Step.change(
                "move",
                "Cluster " + c.namespace() + "/" + c.name() + "  spec.plugins instead of spec.backup.barmanObjectStore",
                "The operator hands archiving over to the plugin, and gives every instance its sidecar.",
                new Action.Patch(c.ref(), Tree.of("spec", spec), removals, ""),
                Check.all(
                        new Check.Matches(List.of(wanted)),
                        new Check.FieldMatches(
                                c.ref(), List.of("spec", "backup", "barmanObjectStore"), Check.Operator.ABSENT, "")),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private static Step schedule(Resource schedule) {
        ObjectRef ref = schedule.ref(Cnpg.SCHEDULED_BACKUP);
        Map<String, Object> spec = Tree.of(
                "method", BackupMethod.PLUGIN.field(), "pluginConfiguration", Tree.of("name", Cnpg.BARMAN_PLUGIN));
        return Step.change(
                "schedule-" + schedule.name(),
                "ScheduledBackup " + ref.namespace() + "/" + ref.name() + "  spec.method plugin",
                "By its former method each of its backups would fail.",
                new Action.Patch(ref, Tree.of("spec", spec), List.of(), ""),
                new Check.Matches(List.of(
                        Resource.of(Cnpg.SCHEDULED_BACKUP, ref.namespace(), ref.name(), Tree.of("spec", spec)))),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
