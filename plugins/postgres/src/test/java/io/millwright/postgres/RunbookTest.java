package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Tree;
import io.millwright.postgres.cnpg.Yaml;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RunbookTest {
    private static final String TOKEN = "k7q2f";
    private final PostgresTool tool = new PostgresTool();

    private Runbook runbook(String id) {
        return tool.runbooks().stream()
                .filter(r -> r.info().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** As the host makes a request: defaults first, every answer checked. */
    private Request request(
            HandMadeCluster view,
            String id,
            Optional<Instance> target,
            Map<String, String> answers,
            Map<String, String> contents) {
        Map<String, String> inputs = new LinkedHashMap<>();
        List<Parameter> parameters = runbook(id).parameters(target, view);
        parameters.forEach(p -> p.defaultValue().ifPresent(v -> inputs.put(p.id(), v)));
        inputs.putAll(answers);
        assertThat(parameters).extracting(Parameter::id).containsAll(answers.keySet());
        parameters.forEach(p -> assertThat(p.refusal(inputs.getOrDefault(p.id(), "")))
                .as(p.id())
                .isEmpty());
        return new Request(TOKEN, target, "db", inputs, contents);
    }

    private Plan plan(HandMadeCluster view, String id, Map<String, String> answers) {
        boolean onOperator =
                runbook(id).info().target().filter(Cnpg.OPERATOR::equals).isPresent();
        Optional<Instance> target =
                runbook(id).info().target().map(t -> Samples.instance(view, onOperator ? OPERATOR : ORDERS));
        Request request = request(view, id, target, answers, Map.of());
        Plan plan = runbook(id).plan(request, view);
        assertThat(runbook(id).plan(request, view)).isEqualTo(plan);
        sound(plan);
        return plan;
    }

    /** What holds for every plan. */
    private void sound(Plan plan) {
        assertThat(plan.steps()).extracting(Step::id).doesNotHaveDuplicates().allMatch(s -> s.matches("[a-z0-9.-]+"));
        assertThat(plan.consequences()).isNotEmpty();
        for (Step step : plan.steps()) {
            assertThat(step.why()).isNotBlank();
            boolean reads = switch (step.action()) {
                case Action.Wait w -> true;
                case Action.Look l -> true;
                case Action.Manual m -> true;
                default -> false;
            };
            assertThat(step.undo() instanceof Undo.NothingToUndo)
                    .as("undo of " + step.id())
                    .isEqualTo(reads && !(step.action() instanceof Action.Manual));
            Stream.concat(Stream.of(step.probe(), step.done()), step.before().stream())
                    .forEach(this::known);
        }
    }

    private void known(Check check) {
        switch (check) {
            case Check.Named named -> assertThat(tool.namedChecks()).containsKey(named.id());
            case Check.All all -> all.checks().forEach(this::known);
            default -> {}
        }
    }

    private static List<String> titles(Plan plan) {
        return plan.steps().stream().map(s -> s.id() + ": " + s.title()).toList();
    }

    private static HandMadeCluster empty() {
        HandMadeCluster view = Samples.healthy();
        view.remove(ORDERS);
        return view;
    }

    private List<String> constraints(HandMadeCluster view, String id) {
        boolean onOperator =
                runbook(id).info().target().filter(Cnpg.OPERATOR::equals).isPresent();
        Optional<Instance> target =
                runbook(id).info().target().map(t -> Samples.instance(view, onOperator ? OPERATOR : ORDERS));
        return runbook(id).constraints(target, view).stream()
                .map(Constraint::id)
                .toList();
    }

    @Test
    void idsAreUnique() {
        assertThat(tool.runbooks().stream().map(r -> r.info().id()))
                .doesNotHaveDuplicates()
                .contains("install-operator", "create-cluster", "scale", "backup-now", "schedule-backups", "uninstall");
        for (Runbook r : tool.runbooks()) {
            assertThat(r.info().parameters()).extracting(Parameter::id).doesNotHaveDuplicates();
            assertThat(r.info().hazards()).isNotEmpty();
        }
    }

    @Test
    void scalesUp() {
        Plan plan = plan(Samples.healthy(), "scale", Map.of("instances", "5"));
        assertThat(plan.title()).isEqualTo("Scale postgres db/orders on eu-1: 3 → 5 instances");
        assertThat(plan.danger()).isEqualTo(Danger.REVERSIBLE);
        assertThat(titles(plan))
                .containsExactly(
                        "settled: cluster healthy, 3/3 ready",
                        "set-instances: Cluster db/orders  spec.instances 3 → 5",
                        "ready: 5 of 5 instances ready",
                        "streaming: 4 standbys streaming");
        assertThat(plan.steps().get(1).action())
                .isEqualTo(new Action.Patch(
                        new ObjectRef(Cnpg.CLUSTER, "db", "orders", Optional.of("6f1c")),
                        Map.of("spec", Map.of("instances", 5L)),
                        List.of(),
                        ""));
        assertThat(plan.steps().get(1).undo()).isEqualTo(Undo.EXACT);
        assertThat(plan.consequences()).contains("creates 2 pods and as many volumes of 50Gi", "restarts none");
        assertThat(plan.risks()).extracting(r -> r.id()).containsExactly("nodes");
        assertThat(plan.target().generation()).isEqualTo(3);
    }

    @Test
    void scalingDownIsDestructiveAndSaysWhichVolumesGo() {
        Plan plan = plan(Samples.healthy(), "scale", Map.of("instances", "2"));
        assertThat(plan.danger()).isEqualTo(Danger.DESTRUCTIVE);
        assertThat(plan.consequences()).contains("deletes 1 pods and their volumes, orders-3 first");
        assertThat(plan.steps().get(1).undo()).isInstanceOf(Undo.BestEffort.class);
        assertThat(plan.risks()).extracting(r -> r.id()).contains("volumes", "two");
    }

    @Test
    void theBudgetFollowsTheNumberOfInstances() {
        HandMadeCluster single = Samples.healthy()
                .change(ORDERS, r -> r.with(1, "spec", "instances").with(false, "spec", "enablePDB"));
        assertThat(titles(plan(single, "scale", Map.of("instances", "3"))))
                .endsWith("budget: Cluster db/orders  spec.enablePDB false → true");
        assertThat(titles(plan(Samples.healthy(), "scale", Map.of("instances", "1"))))
                .endsWith("budget: Cluster db/orders  spec.enablePDB true → false");
        // Somebody who runs several without one has decided so.
        HandMadeCluster several = Samples.healthy().change(ORDERS, r -> r.with(false, "spec", "enablePDB"));
        assertThat(plan(several, "scale", Map.of("instances", "5")).steps())
                .extracting(Step::id)
                .doesNotContain("budget");
    }

    @Test
    void scalingBelowTheSynchronousStandbysIsRefused() {
        HandMadeCluster view =
                Samples.healthy().change(ORDERS, r -> r.with(2, "spec", "postgresql", "synchronous", "number"));
        assertThatThrownBy(() -> plan(view, "scale", Map.of("instances", "2")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("synchronous");
    }

    @Test
    void scalingToTheSameNumberIsRefused() {
        assertThatThrownBy(() -> plan(Samples.healthy(), "scale", Map.of("instances", "3")))
                .hasMessageContaining("3 instances already");
    }

    @Test
    void scalingIsBlockedWhileSomethingElseGoesOn() {
        assertThat(constraints(Samples.healthy(), "scale")).isEmpty();
        assertThat(constraints(
                        Samples.healthy().change(ORDERS, r -> r.with("Failing over", "status", "phase")), "scale"))
                .containsExactly("unsettled");
        assertThat(constraints(Samples.healthy().change(OPERATOR, r -> r.without("status")), "scale"))
                .containsExactly("operator-down");
        assertThat(constraints(
                        Samples.healthy()
                                .change(ORDERS, r -> r.with("[\"orders-2\"]", "metadata", "annotations", Cnpg.FENCED)),
                        "scale"))
                .containsExactly("fenced");
        assertThat(constraints(
                        Samples.healthy()
                                .change(
                                        ORDERS,
                                        r -> r.with("disabled", "metadata", "annotations", Cnpg.RECONCILIATION)),
                        "scale"))
                .containsExactly("paused");
    }

    @Test
    void whatCannotBeReadIsSaidToBeUnknown() {
        HandMadeCluster view = Samples.healthy();
        Instance orders = Samples.instance(view, ORDERS);
        view.forbid(Kind.DEPLOYMENT);
        assertThat(runbook("scale").constraints(Optional.of(orders), view))
                .extracting(Constraint::kind)
                .containsExactly(Constraint.Kind.CANNOT_TELL);
    }

    @Test
    void backsUpWithTheMethodThatTheClusterHas() {
        Plan plan = plan(Samples.healthy(), "backup-now", Map.of("from", "primary"));
        assertThat(plan.title()).isEqualTo("Back up postgres db/orders on eu-1 now");
        assertThat(plan.steps().getFirst().action()).isEqualTo(new Action.Create(Yaml.document("""
                        apiVersion: postgresql.cnpg.io/v1
                        kind: Backup
                        metadata: {name: orders-k7q2f, namespace: db}
                        spec: {cluster: {name: orders}, method: barmanObjectStore, target: primary}
                        """, "expected")));
    }

    @Test
    void aBackupIsBlockedWhileItCouldNotBeRestored() {
        HandMadeCluster view = Samples.healthy()
                .change(
                        ORDERS,
                        r -> r.with(
                                List.of(Map.of("type", "ContinuousArchiving", "status", "False")),
                                "status",
                                "conditions"));
        assertThat(constraints(view, "backup-now")).containsExactly("archiving");
        assertThat(constraints(Samples.healthy().change(ORDERS, r -> r.without("spec", "backup")), "backup-now"))
                .containsExactly("no-destination");
    }

    @Test
    void schedulesWithSixFields() {
        Plan plan = plan(
                Samples.healthy(), "schedule-backups", Map.of("frequency", "weekly", "weekday", "friday", "hour", "3"));
        assertThat(plan.title()).isEqualTo("Schedule backups of postgres db/orders on eu-1: every friday at 03:00 UTC");
        assertThat(titles(plan))
                .containsExactly(
                        "schedule: ScheduledBackup db/orders-scheduled  0 0 3 * * 5",
                        "planned: the next run is set",
                        "first: the first backup is complete");
        assertThat(plan.consequences()).contains("kept: 30d (spec.backup.retentionPolicy)");
    }

    @Test
    void aScheduleThatNeverComesIsRefused() {
        assertThatThrownBy(() -> plan(
                        Samples.healthy(), "schedule-backups", Map.of("frequency", "custom", "cron", "0 0 2 31 2 *")))
                .hasMessageContaining("never comes");
        assertThatThrownBy(() -> plan(
                        Samples.healthy(), "schedule-backups", Map.of("frequency", "custom", "cron", "0 0 25 * * *")))
                .hasMessageContaining("not within 0 to 23");
    }

    @Test
    void fiveFieldsAreRefusedByTheForm() {
        Parameter cron = runbook("schedule-backups").info().parameters().stream()
                .filter(p -> p.id().equals("cron"))
                .findFirst()
                .orElseThrow();
        assertThat(cron.refusal("0 2 * * *")).isPresent();
        assertThat(cron.refusal("0 0 2 * * *")).isEmpty();
    }

    @Test
    void anExistingScheduleOfTheClusterIsChangedInPlace() {
        Plan plan = plan(Samples.healthy(), "schedule-backups", Map.of("name", "orders-daily"));
        assertThat(plan.steps().getFirst().action()).isInstanceOf(Action.Patch.class);
    }

    @Test
    void createsACluster() {
        Plan plan = plan(
                empty(),
                "create-cluster",
                Tree.of(
                        "name",
                        "wiki",
                        "instances",
                        "2",
                        "wal-size",
                        "5Gi",
                        "parameters",
                        "max_connections=200, work_mem=8MB"));
        assertThat(plan.title()).isEqualTo("Create postgres db/wiki on eu-1");
        assertThat(titles(plan))
                .containsExactly(
                        "operator: an operator runs",
                        "cluster: Cluster db/wiki",
                        "ready: 2 of 2 instances ready",
                        "streaming: 1 standbys streaming");
        Resource cluster =
                ((Action.Apply) plan.steps().get(1).action()).objects().getFirst();
        assertThat(cluster).isEqualTo(Yaml.document("""
                apiVersion: postgresql.cnpg.io/v1
                kind: Cluster
                metadata: {name: wiki, namespace: db}
                spec:
                  instances: 2
                  imageName: ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie
                  bootstrap: {initdb: {database: app, owner: app, dataChecksums: true}}
                  storage: {size: 10Gi}
                  walStorage: {size: 5Gi}
                  affinity: {enablePodAntiAffinity: true, podAntiAffinityType: preferred, topologyKey: kubernetes.io/hostname}
                  postgresql: {parameters: {max_connections: "200", work_mem: 8MB}}
                """, "expected").with(2L, "spec", "instances"));
        assertThat(plan.risks()).extracting(r -> r.id()).containsExactly("no-backup");
    }

    @Test
    void aSingleInstanceGetsNoBudgetAndANewNamespaceIsMadeFirst() {
        Plan plan = plan(empty(), "create-cluster", Map.of("name", "wiki", "instances", "1", "namespace", "fresh"));
        assertThat(titles(plan))
                .containsExactly(
                        "operator: an operator runs",
                        "namespace: Namespace fresh",
                        "cluster: Cluster fresh/wiki",
                        "ready: 1 of 1 instances ready");
        Resource cluster =
                ((Action.Apply) plan.steps().get(2).action()).objects().getFirst();
        assertThat(cluster.flag("spec", "enablePDB")).contains(false);
    }

    @Test
    void aDestinationGoesIntoTheClusterWithoutThePluginAndIntoAStoreWithIt() {
        Map<String, String> answers =
                Tree.of("name", "wiki", "backup", "object-store", "backup-path", "s3://b/wiki", "backup-secret", "s3");
        HandMadeCluster view = empty().put(Resource.of(Kind.SECRET, "db", "s3", Map.of()));
        Plan inTree = plan(view, "create-cluster", answers);
        assertThat(inTree.risks()).extracting(r -> r.id()).containsExactly("archive", "in-tree");
        assertThat(titles(inTree)).contains("archiving: WAL arrives in the store");

        HandMadeCluster withPlugin = withPlugin().put(Resource.of(Kind.SECRET, "db", "s3", Map.of()));
        Plan byPlugin = plan(withPlugin, "create-cluster", answers);
        assertThat(titles(byPlugin)).contains("store: ObjectStore db/wiki-store");
        assertThat(byPlugin.risks()).extracting(r -> r.id()).containsExactly("archive");
    }

    private static HandMadeCluster withPlugin() {
        HandMadeCluster view = new HandMadeCluster();
        Samples.healthy().list(Kind.DEPLOYMENT, Selector.ALL).forEach(view::put);
        return view.put(Resource.of(Kind.NAMESPACE, "", "db", Map.of()))
                .put(Yaml.document(Samples.CLUSTER_YAML, "cluster"))
                .put(Resource.of(Kind.SERVICE, "cnpg-system", "barman-cloud", Map.of())
                        .with(Map.of(Cnpg.PLUGIN_LABEL, Cnpg.BARMAN_PLUGIN), "metadata", "labels"));
    }

    @Test
    void aMissingSecretAndAFixedParameterAreRefused() {
        assertThatThrownBy(() -> plan(
                        empty(),
                        "create-cluster",
                        Tree.of(
                                "name",
                                "w",
                                "backup",
                                "object-store",
                                "backup-path",
                                "s3://b/w",
                                "backup-secret",
                                "no")))
                .hasMessageContaining("doesn't exist");
        assertThatThrownBy(() -> plan(empty(), "create-cluster", Map.of("name", "w", "parameters", "port=1")))
                .hasMessageContaining("set by the operator");
        assertThatThrownBy(() -> plan(
                        empty(),
                        "create-cluster",
                        Tree.of("name", "w", "memory", "1Gi", "parameters", "shared_buffers=2GB")))
                .hasMessageContaining("less than shared_buffers");
        assertThatThrownBy(() -> plan(empty(), "create-cluster", Map.of("name", "w", "storage-class", "no")))
                .hasMessageContaining("doesn't exist");
        assertThatThrownBy(() -> plan(Samples.healthy(), "create-cluster", Map.of("name", "orders")))
                .hasMessageContaining("exists already");
    }

    @Test
    void setsADestinationOfAClusterThatHasNone() {
        HandMadeCluster view = Samples.healthy().change(ORDERS, r -> r.without("spec", "backup"));
        Plan plan = plan(
                view, "set-backup-destination", Map.of("backup-path", "s3://b/o", "backup-endpoint", "http://s3:9000"));
        assertThat(titles(plan))
                .containsExactly(
                        "settled: cluster healthy",
                        "set-destination: Cluster db/orders  spec.backup",
                        "settled-again: cluster healthy",
                        "archiving: WAL arrives in the store");
        Plan byPlugin = plan(withPlugin(), "set-backup-destination", Map.of("backup-path", "s3://b/o"));
        assertThat(byPlugin.danger()).isEqualTo(Danger.DISRUPTIVE);
        assertThat(titles(byPlugin))
                .contains("store: ObjectStore db/orders-store", "set-destination: Cluster db/orders  spec.plugins");
    }

    @Test
    void installsByChartFromTheCatalogue() {
        HandMadeCluster view = new HandMadeCluster();
        Plan plan = plan(view, "install-operator", Map.of("cluster-wide", "false"));
        assertThat(plan.title()).isEqualTo("Install CloudNativePG 1.30.0 on eu-1");
        assertThat(titles(plan))
                .containsExactly(
                        "namespace: Namespace cnpg-system",
                        "release: install release cnpg-system/cnpg of chart cloudnative-pg 0.29.0",
                        "established: definitions are served",
                        "available: operator runs",
                        "webhooks: webhooks can answer");
        Action.Helm helm = (Action.Helm) plan.steps().get(1).action();
        assertThat(helm.chart().orElseThrow().repository()).isEqualTo("https://cloudnative-pg.github.io/charts");
        assertThat(helm.values()).isEqualTo(Map.of("config", Map.of("clusterWide", false)));
        assertThat(plan.steps().get(3).done())
                .isEqualTo(new Check.Ready(ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "cnpg-cloudnative-pg")));
    }

    @Test
    void installsFromALocalArchive() {
        Plan plan = plan(
                new HandMadeCluster(),
                "install-operator",
                Map.of("archive", "charts/cloudnative-pg-0.29.0.tgz", "release", "cloudnative-pg"));
        Action.Helm helm = (Action.Helm) plan.steps().get(1).action();
        assertThat(helm.chart().orElseThrow().name()).isEqualTo("charts/cloudnative-pg-0.29.0.tgz");
        assertThat(plan.target().root().name()).isEqualTo("cloudnative-pg");
    }

    @Test
    void proposesTheVersionThatFitsTheClustersKubernetes() {
        List<Parameter> parameters =
                runbook("install-operator").parameters(Optional.empty(), new HandMadeCluster().kubernetes("1.32"));
        assertThat(parameters.stream()
                        .filter(p -> p.id().equals("version"))
                        .findFirst()
                        .orElseThrow()
                        .defaultValue())
                .contains("1.28.1");
    }

    @Test
    void installsByManifestDefinitionsFirst() {
        HandMadeCluster view = new HandMadeCluster();
        Request request = request(
                view, "install-operator", Optional.empty(), Map.of("source", "manifest"), Map.of("manifest", MANIFEST));
        Plan plan = runbook("install-operator").plan(request, view);
        sound(plan);
        assertThat(titles(plan))
                .containsExactly(
                        "namespace: Namespace cnpg-system",
                        "definitions: apply 1 custom resource definitions",
                        "operator: apply the operator, its rights and its webhooks (2 objects)",
                        "established: definitions are served",
                        "available: operator runs",
                        "webhooks: webhooks can answer");
        assertThat(plan.title()).isEqualTo("Install CloudNativePG 1.30.0 on eu-1 by its manifest");
    }

    @Test
    void aDocumentThatIsNoReleaseIsRefused() {
        for (String text : List.of("", "a: [", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}", "just text")) {
            Request request = request(
                    new HandMadeCluster(),
                    "install-operator",
                    Optional.empty(),
                    Map.of("source", "manifest"),
                    Map.of("manifest", text));
            assertThatThrownBy(() -> runbook("install-operator").plan(request, new HandMadeCluster()))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aSecondOperatorIsBlocked() {
        assertThat(constraints(Samples.healthy(), "install-operator")).containsExactly("installed");
        assertThat(constraints(new HandMadeCluster(), "install-operator")).isEmpty();
        assertThat(constraints(new HandMadeCluster().withoutKind(Cnpg.CLUSTER), "create-cluster"))
                .containsExactly("no-operator");
    }

    @Test
    void restartsWithTheTokenAsTrigger() {
        Plan plan = plan(Samples.healthy(), "restart", Map.of());
        assertThat(((Action.Annotate) plan.steps().get(1).action()).annotations())
                .isEqualTo(Map.of(Cnpg.RESTARTED_AT, "millwright-k7q2f"));
    }

    @Test
    void switchesOverToAStandby() {
        Plan plan = plan(Samples.healthy(), "switchover", Map.of("to", "orders-2"));
        assertThat(plan.title()).isEqualTo("Switch postgres db/orders on eu-1 over: orders-1 → orders-2");
        Action.Patch patch = (Action.Patch) plan.steps().get(1).action();
        assertThat(patch.subresource()).isEqualTo("status");
        assertThat(plan.steps().get(1).needs()).hasSize(1);
    }

    @Test
    void hibernatesAndWakes() {
        Plan plan = plan(Samples.healthy(), "hibernate", Map.of());
        assertThat(titles(plan)).startsWith("suspend-orders-daily: ScheduledBackup db/orders-daily  spec.suspend true");
        HandMadeCluster asleep = Samples.healthy()
                .change(ORDERS, r -> r.with("on", "metadata", "annotations", Cnpg.HIBERNATION))
                .change(
                        ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "orders-daily"),
                        r -> r.with(true, "spec", "suspend"));
        assertThat(titles(plan(asleep, "wake", Map.of())))
                .contains("resume-orders-daily: ScheduledBackup db/orders-daily  spec.suspend false");
        assertThat(constraints(asleep, "scale")).containsExactly("hibernated");
        assertThat(constraints(Samples.healthy(), "wake")).containsExactly("awake");
    }

    @Test
    void uninstallsAndKeepsTheData() {
        Plan plan = plan(Samples.healthy(), "uninstall", Map.of());
        assertThat(titles(plan))
                .containsExactly(
                        "make-backup: make Backup db/orders-k7q2f",
                        "completed: backup complete",
                        "retain-orders-1: PersistentVolume pv-orders-1  reclaim policy Retain",
                        "retain-orders-2: PersistentVolume pv-orders-2  reclaim policy Retain",
                        "retain-orders-3: PersistentVolume pv-orders-3  reclaim policy Retain",
                        "suspend-orders-daily: ScheduledBackup db/orders-daily  spec.suspend true",
                        "hibernate: Cluster db/orders  annotation cnpg.io/hibernation on",
                        "hibernated: all pods stopped",
                        "delete: delete Cluster db/orders without what it owns",
                        "kept: 3 claims are kept",
                        "delete-scheduledbackup-orders-daily: delete ScheduledBackup db/orders-daily");
        Step delete = plan.steps().get(8);
        assertThat(((Action.Delete) delete.action()).propagation()).isEqualTo(Action.Propagation.ORPHAN);
        assertThat(delete.pointOfNoReturn()).isTrue();
        Resource again = ((Action.Apply) ((Undo.BestEffort) delete.undo()).action())
                .objects()
                .getFirst();
        assertThat(again.at("status")).isEmpty();
        assertThat(again.uid()).isEmpty();
    }

    @Test
    void theOperatorStaysWhileClustersNeedIt() {
        assertThat(constraints(Samples.healthy(), "uninstall-operator")).containsExactly("clusters");
        assertThat(constraints(empty(), "uninstall-operator")).isEmpty();
        assertThatThrownBy(() -> plan(Samples.healthy(), "uninstall-operator", Map.of()))
                .hasMessageContaining("need it");
    }

    @Test
    void theOperatorIsUninstalledTheWayItWasInstalled() {
        assertThat(titles(plan(empty(), "uninstall-operator", Map.of())))
                .containsExactly(
                        "delete-mutatingwebhookconfiguration: delete MutatingWebhookConfiguration cnpg-mutating-webhook-configuration",
                        "delete-validatingwebhookconfiguration: delete ValidatingWebhookConfiguration cnpg-validating-webhook-configuration",
                        "delete-deployment: delete Deployment cnpg-system/cnpg-controller-manager",
                        "delete-service: delete Service cnpg-system/cnpg-webhook-service");
        HandMadeCluster helm = empty().change(
                        OPERATOR, r -> r.with(Map.of("meta.helm.sh/release-name", "cnpg"), "metadata", "annotations"));
        assertThat(titles(plan(helm, "uninstall-operator", Map.of())))
                .containsExactly("uninstall: uninstall release cnpg-system/cnpg");
        HandMadeCluster argo = empty().change(
                        OPERATOR,
                        r -> r.with(
                                "platform:apps/Deployment:x/y",
                                "metadata",
                                "annotations",
                                "argocd.argoproj.io/tracking-id"));
        assertThat(titles(plan(argo, "uninstall-operator", Map.of())))
                .containsExactly("by-hand: remove it from Application platform");
    }

    @Test
    void everyObjectFitsUpstreamsSchemas() throws IOException {
        Optional<Path> folder = Schema.definitions();
        Assumptions.assumeTrue(folder.isPresent(), "the shared folder with the definitions is absent");
        HandMadeCluster view = empty().put(Resource.of(Kind.SECRET, "db", "s3", Map.of()));
        Map<String, String> full =
                new LinkedHashMap<>(Tree.of("name", "wiki", "synchronous", "true", "cpu", "500m", "memory", "2Gi"));
        full.putAll(Tree.of(
                "storage-class", "fast", "wal-size", "5Gi", "parameters", "work_mem=8MB", "backup", "object-store"));
        full.putAll(Tree.of("backup-path", "s3://b/wiki", "backup-secret", "s3", "backup-endpoint", "http://s3:9000"));
        List<Plan> plans = List.of(
                plan(view, "create-cluster", full),
                plan(
                        withPlugin()
                                .put(Resource.of(Kind.STORAGE_CLASS, "", "fast", Map.of()))
                                .put(Resource.of(Kind.SECRET, "db", "s3", Map.of())),
                        "create-cluster",
                        full),
                plan(Samples.healthy(), "backup-now", Map.of()),
                plan(Samples.healthy(), "schedule-backups", Map.of()),
                plan(withPlugin(), "set-backup-destination", Map.of("backup-path", "s3://b/o")));
        int seen = 0;
        for (Plan plan : plans) {
            for (Step step : plan.steps()) {
                List<Resource> objects = switch (step.action()) {
                    case Action.Apply apply -> apply.objects();
                    case Action.Create create -> List.of(create.object());
                    default -> List.of();
                };
                for (Resource object : objects) {
                    assertThat(Schema.problems(object, folder.orElseThrow()))
                            .as(step.title())
                            .isEmpty();
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(6);
    }

    private static final String MANIFEST = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: cnpg-system}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: clusters.postgresql.cnpg.io}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: cnpg-manager, namespace: cnpg-system}
            ---
            """ + Samples.OPERATOR_YAML;
}
