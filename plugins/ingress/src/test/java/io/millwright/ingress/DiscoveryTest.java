package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Yaml;
import io.millwright.spi.Activity.State;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Management.By;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.testkit.FakeCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DiscoveryTest {
    private static Resource workload(String kind, String name, String labels, String image, String args) {
        return Yaml.document("""
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: edge, generation: 1}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: %s}
                    spec: {containers: [{name: main, image: "%s", args: %s}]}
                status: {observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1, desiredNumberScheduled: 3, numberAvailable: 2, updatedNumberScheduled: 3}
                """.formatted(kind, name, name, labels, image, args), "workload");
    }

    private static Instance only(FakeCluster cluster) {
        List<Instance> found = new IngressTool().discover(cluster);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aControllerIsFoundByLabelsByImageAndByItsProgram() {
        String labels = "{app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller}";
        assertThat(only(new FakeCluster().put(workload("Deployment", "one", labels, "mirror/x:v1.13.9", "[]")))
                        .version())
                .contains("1.13.9");
        assertThat(only(new FakeCluster()
                                .put(workload(
                                        "Deployment",
                                        "two",
                                        "{}",
                                        "mirror.local/ingress-nginx/controller-chroot:v1.12.0@sha256:1",
                                        "[]")))
                        .version())
                .contains("1.12.0");
        assertThat(only(new FakeCluster()
                                .put(workload("Deployment", "three", "{}", "x:1", "[/nginx-ingress-controller]")))
                        .component())
                .isEqualTo(Names.NGINX);
        assertThat(new IngressTool()
                        .discover(new FakeCluster()
                                .put(workload(
                                        "Deployment",
                                        "f5",
                                        "{app.kubernetes.io/name: nginx-ingress}",
                                        "nginx/nginx-ingress:5.0",
                                        "[]"))))
                .isEmpty();
    }

    @Test
    void aDaemonSetIsARootToo() {
        Instance found = only(new FakeCluster()
                .put(
                        workload("DaemonSet", "nodes", "{}", "registry.k8s.io/ingress-nginx/controller:v1.15.1", "[]"),
                        Kind.DAEMON_SET));
        assertThat(found.summary()).containsEntry("ready", "2/3");
        assertThat(found.root().kind()).isEqualTo("DaemonSet");
        assertThat(found.activity().state()).isEqualTo(State.STEADY);
    }

    @Test
    void whoeverInstalledItIsNamed() {
        Resource plain = workload(
                "Deployment",
                "dns",
                "{app.kubernetes.io/name: external-dns}",
                "registry.k8s.io/external-dns/external-dns:v0.21.0",
                "[--policy=upsert-only, --domain-filter=example.org]");
        Instance manifest = only(new FakeCluster().put(plain));
        assertThat(manifest.management().by()).isEqualTo(By.MANIFEST);
        assertThat(manifest.summary()).containsEntry("policy", "upsert-only").containsEntry("zones", "example.org");
        assertThat(only(new FakeCluster()
                                .put(plain.with("dns", "metadata", "annotations", "meta.helm.sh/release-name")))
                        .management()
                        .by())
                .isEqualTo(By.HELM);
        assertThat(only(new FakeCluster().put(plain.with("dns", "metadata", "labels", "helm.toolkit.fluxcd.io/name")))
                        .management()
                        .by())
                .isEqualTo(By.GITOPS);
    }

    @Test
    void whatGitOpsKeepsIsntChangedHere() {
        FakeCluster cluster = new FakeCluster()
                .put(workload("Deployment", "one", "{}", "registry.k8s.io/ingress-nginx/controller:v1.15.1", "[]")
                        .with(
                                "edge:apps/Deployment:edge/one",
                                "metadata",
                                "annotations",
                                "argocd.argoproj.io/tracking-id"));
        Runbook scale = new IngressTool()
                .runbooks().stream()
                        .filter(r -> r.info().id().equals("scale"))
                        .findFirst()
                        .orElseThrow();
        assertThat(scale.constraints(Optional.of(only(cluster)), cluster))
                .extracting(Constraint::id)
                .containsExactly("gitops");
    }

    @Test
    void aGatewayThatNobodyHasTakenUpIsChanging() {
        Resource gateway = Yaml.document("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: edge, namespace: web, generation: 2}
                spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
                """, "gateway");
        Instance found = only(new FakeCluster().put(gateway, Names.GATEWAY));
        assertThat(found.component()).isEqualTo(Names.GATEWAY_COMPONENT);
        assertThat(found.activity().state()).isEqualTo(State.CHANGING);
        assertThat(found.summary()).containsEntry("address", "none");
    }
}
