package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.kit.Tree;
import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.testkit.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InstallRunbooksTest extends RunbookBench {
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
        Optional<Path> folder = Schema.definitions("postgres");
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
