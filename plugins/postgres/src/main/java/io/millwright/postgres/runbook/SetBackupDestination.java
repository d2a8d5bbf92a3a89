package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a cluster where its backups and its WAL go. */
final class SetBackupDestination extends ClusterRunbook {
    SetBackupDestination() {
        super(new RunbookInfo(
                "set-backup-destination",
                "Set the backup destination",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Tells the cluster to send WAL and base backups to an object store, and waits until the first WAL file has arrived.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                Destination.parameters(true),
                List.of(
                        "With the Barman Cloud plugin every instance restarts once, to get its sidecar.",
                        "A path that holds files of another cluster of the same name stops archiving."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/backup",
                        "https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        Destination destination = Destination.of(request);
        destination.requireSecret(c.namespace(), view);
        BackupMethod method = Destination.method(view);
        draft.step(Step.require(
                "settled",
                "cluster healthy",
                "A cluster that isn't at rest must not be changed further.",
                Questions.settled(c)));
        if (method == BackupMethod.PLUGIN) {
            plugin(c, destination, draft);
            draft.consequence("restarts every instance once, the primary last, to give it the sidecar");
        } else {
            draft.step(patch(c, Tree.of("backup", destination.inTree())))
                    .consequence("restarts none")
                    .danger(Danger.REVERSIBLE);
        }
        draft.step(Step.await(
                "settled-again",
                "cluster healthy",
                "The operator takes the new configuration to every instance.",
                Questions.settled(c),
                Duration.ofMinutes(10 + 5 * c.wanted())));
        if (method == BackupMethod.PLUGIN) {
            Steps.streaming(c.namespace(), c.name(), c.wanted()).ifPresent(draft::step);
        }
        draft.step(Step.await(
                        "archiving",
                        "WAL arrives in the store",
                        "Only archived WAL makes a backup restorable; a segment is closed at least every five minutes.",
                        new Check.Condition(c.ref(), "ContinuousArchiving", "True"),
                        Duration.ofMinutes(10)))
                .consequence("sends WAL to " + destination.path());
        destination.risks(method, draft);
        return draft.plan(
                "Set the backup destination of " + request.instance().id().display());
    }

    private static void plugin(PgCluster c, Destination destination, PlanDraft draft) {
        Resource store = destination.store(c.namespace(), c.name());
        draft.step(store(store));
        List<Object> plugins = new ArrayList<>();
        c.object().items("spec", "plugins").stream()
                .filter(p -> !p.text("name").orElse("").equals(Cnpg.BARMAN_PLUGIN))
                .forEach(p -> plugins.add(p.content()));
        plugins.add(Destination.plugin(c.name()));
        draft.step(patch(c, Tree.of("plugins", plugins)))
                .step(Step.await(
                        "sidecars",
                        "every instance has its sidecar",
                        "The Cluster can read healthy before the first pod is made anew.",
                        Questions.sidecars(c, ""),
                        Duration.ofMinutes(10 + 5 * c.wanted())));
    }

    static Step store(Resource store) {
        return Step.change(
                "store",
                "ObjectStore " + store.namespace() + "/" + store.name(),
                "The plugin reads from it where backups go.",
                new Action.Apply(List.of(store), false),
                new Check.Matches(List.of(store)),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private static Step patch(PgCluster c, Map<String, Object> spec) {
        Resource wanted = Resource.of(Cnpg.CLUSTER, c.namespace(), c.name(), Tree.of("spec", spec));
        ObjectRef ref = c.ref();
        return Step.change(
                "set-destination",
                "Cluster " + c.namespace() + "/" + c.name() + "  spec."
                        + spec.keySet().iterator().next(),
                "The operator configures archiving in every instance.",
                new Action.Patch(ref, Tree.of("spec", spec), List.of(), ""),
                new Check.Matches(List.of(wanted)),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
