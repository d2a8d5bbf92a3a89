package io.millwright.postgres.simulator;

import io.millwright.kit.Operators;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CloudNativePG and its Barman Cloud plugin in the sandbox. Written after the operator's code and after what the real one was seen to do;
 * delays are those of the real one where it has any, and some seconds otherwise. Stateless: several clusters may use one object.
 *
 * <p>Faults: {@code archive-failing}, {@code replica-down}, {@code disk-full}, {@code backup-failing}, {@code operator-down},
 * {@code image-pull}, {@code restore-failing}, {@code upgrade-failing}, {@code data-corrupt},
 * {@code archive-occupied}, {@code backup-stuck}, {@code snapshot-failing}, {@code source-unreachable}, {@code plugin-down}, {@code role-refused}, {@code slot-lost}, {@code status-unreachable},
 * {@code webhook-unreachable} and {@code connections-full}. Each heals when it is switched off.
 */
public final class PostgresSimulator implements Simulator {
    private static final List<Kind> DECLARED =
            List.of(Cnpg.DATABASE, Cnpg.DATABASE_ROLE, Cnpg.PUBLICATION, Cnpg.SUBSCRIPTION);

    @Override
    public void reconcile(SimulatedCluster cluster) {
        OperatorSite operator = new OperatorSite(cluster);
        Optional<Resource> running = operator.running();
        if (running.isEmpty()) {
            return;
        }
        operator.start(running.get());
        Archive.step(cluster);
        String image = Operators.image(running.get()).orElse("");
        for (Resource found : cluster.list(Cnpg.CLUSTER, Selector.ALL)) {
            new ClusterReconciler(cluster, found, image).step();
        }
        for (Resource schedule : cluster.list(Cnpg.SCHEDULED_BACKUP, Selector.ALL)) {
            new ScheduleReconciler(cluster, schedule).step();
        }
        for (Resource backup : cluster.list(Cnpg.BACKUP, Selector.ALL)) {
            new BackupReconciler(cluster, backup).step();
        }
        Imports.step(cluster);
        cluster.list(Cnpg.POOLER, Selector.ALL).forEach(p -> PoolerReconciler.step(cluster, p));
        DECLARED.forEach(k -> cluster.list(k, Selector.ALL).forEach(o -> apply(cluster, k, o)));
    }

    /** What is declared inside a database is there as soon as the database has a primary. */
    private static void apply(SimulatedCluster cluster, Kind kind, Resource declared) {
        if (cluster.fault(Marks.ROLE_REFUSED)) {
            String why = "while reconciling " + kind.kind()
                    + ": wrong username in the secret, or the owner doesn't exist (SQLSTATE 42704)";
            cluster.updateStatus(
                    declared.ref(kind), d -> d.with(false, "status", "applied").with(why, "status", "message"));
            return;
        }
        boolean served = cluster.get(ObjectRef.of(
                        Cnpg.CLUSTER,
                        declared.namespace(),
                        declared.text("spec", "cluster", "name").orElse("")))
                .flatMap(c -> c.text("status", "currentPrimary"))
                .isPresent();
        if (served) {
            cluster.updateStatus(
                    declared.ref(kind),
                    d -> d.with(true, "status", "applied")
                            .with(d.generation(), "status", "observedGeneration")
                            .without("status", "message"));
        }
    }

    @Override
    public List<Resource> release(String version) {
        return Releases.operator(version);
    }

    @Override
    public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, ObjectRef object, int port, String path) {
        return StatusPage.answer(cluster, object, port, path);
    }

    @Override
    public Optional<Output> exec(SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
        return Shell.run(cluster, pod, command);
    }

    @Override
    public void seed(SimulatedCluster cluster, String scenario) {
        Seeds.plant(cluster, scenario);
    }

    @Override
    public Map<String, byte[]> charts() {
        return Charts.archives();
    }

    @Override
    public List<Exercise> exercises() {
        return Exercises.ALL;
    }
}
