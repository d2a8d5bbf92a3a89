package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Relations.Found;
import io.millwright.app.browse.Relations.Related;
import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RelationsTest {
    private static final Kind CERTIFICATE = Kind.of("cert-manager.io", "v1", "Certificate", "certificates");

    private static Resource object(Kind kind, String name, Map<String, ?> fields) {
        return Resource.of(kind, "db", name, fields).with("uid-" + name, "metadata", "uid");
    }

    private static Resource ownedBy(Resource owner, Resource object) {
        return object.with(
                List.of(Map.of(
                        "apiVersion", owner.apiVersion(),
                        "kind", owner.kind(),
                        "name", owner.name(),
                        "uid", owner.uid(),
                        "controller", true)),
                "metadata",
                "ownerReferences");
    }

    private static FakeClusters clusters() {
        Resource deployment = object(
                Kind.DEPLOYMENT, "web", Map.of("spec", Map.of("replicas", 2), "status", Map.of("readyReplicas", 1)));
        Resource set = ownedBy(deployment, object(Kind.REPLICA_SET, "web-1", Map.of("spec", Map.of("replicas", 0))));
        Resource pod = ownedBy(
                set,
                object(
                        Kind.POD,
                        "web-1-a",
                        Map.of(
                                "spec",
                                Map.of(
                                        "nodeName",
                                        "n1",
                                        "containers",
                                        List.of(Map.of(
                                                "name",
                                                "web",
                                                "envFrom",
                                                List.of(Map.of("configMapRef", Map.of("name", "lost"))))),
                                        "volumes",
                                        List.of(
                                                Map.of("secret", Map.of("secretName", "tls")),
                                                Map.of("persistentVolumeClaim", Map.of("claimName", "data")))),
                                "status",
                                Map.of("phase", "Running"))));
        return new FakeClusters()
                .cluster(
                        "eu-1",
                        deployment,
                        set,
                        pod,
                        object(Kind.SECRET, "tls", Map.of("data", Map.of("tls.key", "aHVudGVyMg=="))),
                        object(
                                Kind.PERSISTENT_VOLUME_CLAIM,
                                "data",
                                Map.of("spec", Map.of("volumeName", "pv-7"), "status", Map.of("phase", "Bound"))),
                        object(
                                CERTIFICATE,
                                "web",
                                Map.of(
                                        "spec",
                                        Map.of("secretName", "tls"),
                                        "status",
                                        Map.of(
                                                "conditions",
                                                List.of(Map.of(
                                                        "type", "Ready", "status", "False", "reason", "Expired"))))));
    }

    private static List<String> lines(Related related, int depth) {
        List<String> lines = new ArrayList<>();
        lines.add("  ".repeat(depth) + related.role() + " " + related.word() + "/" + related.name() + " "
                + related.state().text() + (related.state().bad() ? " !" : ""));
        related.children().forEach(c -> lines.addAll(lines(c, depth + 1)));
        return lines;
    }

    @Test
    void theTreeGoesFromTheLastOwnerDownToCertificatesAndVolumes() {
        Found found = Relations.tree(
                clusters().open("eu-1"), new Served(Kind.DEPLOYMENT, "deployment", List.of()), "db", "web");
        assertThat(lines(found.root(), 0))
                .containsExactly(
                        " Deployment.apps/web 1/2 ready !",
                        "  owns ReplicaSet.apps/web-1 0/0 ready",
                        "    owns Pod/web-1-a Running, web not started !",
                        "      mounts Secret/tls ",
                        "        written by Certificate.cert-manager.io/web not ready: Expired !",
                        "      mounts PersistentVolumeClaim/data Bound",
                        "        is PersistentVolume/pv-7 ",
                        "      reads ConfigMap/lost not there !",
                        "      runs on Node/n1 ",
                        "  elsewhere /web ");
    }

    /** Rows with what may be opened marked. */
    private static List<String> opened(Kind kind, String namespace, String name) {
        Found found =
                Relations.opened(beyond().open("eu-1"), new Served(kind, kind.plural(), List.of()), namespace, name);
        assertThat(found.missing()).isEmpty();
        return lines(found.root(), 0);
    }

    @Test
    void whatNeedsASecretIsFound() {
        Found found =
                Relations.users(clusters().open("eu-1"), new Served(Kind.SECRET, "secret", List.of()), "db", "tls");
        assertThat(lines(found.root(), 0)).containsExactly(" Secret/tls ", "  used by Deployment.apps/web 1/2 ready !");
        assertThat(found.toString()).doesNotContain("hunter2", "aHVudGVyMg");
    }

    private static Resource wide(Kind kind, String name, Map<String, ?> fields) {
        return Resource.of(kind, "", name, fields).with("uid-" + name, "metadata", "uid");
    }

    private static Resource in(String namespace, Kind kind, String name, Map<String, ?> fields) {
        return Resource.of(kind, namespace, name, fields).with("uid-" + namespace + name, "metadata", "uid");
    }

    private static Resource labelled(Resource object, String key, String value) {
        return object.with(Map.of(key, value), "metadata", "labels");
    }

    private static Kind rbac(String kind, boolean namespaced) {
        return new Kind(
                "rbac.authorization.k8s.io", "v1", kind, kind.toLowerCase(java.util.Locale.ROOT) + "s", namespaced);
    }

    private static FakeClusters beyond() {
        Map<String, ?> service = Map.of("service", Map.of("name", "hook", "namespace", "db"));
        return new FakeClusters()
                .cluster(
                        "eu-1",
                        wide(
                                Kind.PERSISTENT_VOLUME,
                                "pv-7",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "claimRef",
                                                Map.of("namespace", "db", "name", "data"),
                                                "storageClassName",
                                                "fast"),
                                        "status",
                                        Map.of("phase", "Bound"))),
                        wide(Kind.NODE, "n1", Map.of()),
                        in("other", Kind.POD, "there", Map.of("spec", Map.of("nodeName", "n1"))),
                        in("other", Kind.POD, "on-another", Map.of("spec", Map.of("nodeName", "n2"))),
                        in("db", Kind.SERVICE_ACCOUNT, "web", Map.of()),
                        in(
                                "other",
                                rbac("RoleBinding", true),
                                "web-there",
                                Map.of(
                                        "roleRef",
                                        Map.of("kind", "ClusterRole", "name", "view"),
                                        "subjects",
                                        List.of(Map.of("kind", "ServiceAccount", "namespace", "db", "name", "web")))),
                        wide(
                                rbac("ClusterRoleBinding", false),
                                "not-web",
                                Map.of(
                                        "subjects",
                                        List.of(Map.of("kind", "ServiceAccount", "namespace", "old", "name", "web")))),
                        in("db", Kind.SERVICE, "hook", Map.of()),
                        wide(
                                Kind.VALIDATING_WEBHOOK,
                                "guard",
                                Map.of("webhooks", List.of(Map.of("name", "a", "clientConfig", service)))),
                        labelled(
                                wide(rbac("ClusterRole", false), "web", Map.of()), "app.kubernetes.io/instance", "web"),
                        labelled(
                                in("web-system", Kind.DEPLOYMENT, "proxy", Map.of()),
                                "app.kubernetes.io/instance",
                                "web"),
                        labelled(in("x", Kind.DEPLOYMENT, "stranger", Map.of()), "app.kubernetes.io/instance", "web")
                                .with(Map.of("meta.helm.sh/release-namespace", "x"), "metadata", "annotations"),
                        object(Kind.DEPLOYMENT, "web", Map.of()));
    }

    @Test
    void aVolumeLeadsToItsClaimAndItsClass() {
        assertThat(opened(Kind.PERSISTENT_VOLUME, "", "pv-7"))
                .containsExactly(
                        " PersistentVolume/pv-7 Bound",
                        "  claimed by PersistentVolumeClaim/data ",
                        "  of StorageClass.storage.k8s.io/fast ");
    }

    @Test
    void anAccountLeadsToItsRightsInOtherNamespacesAndAServiceToWhatCallsIt() {
        assertThat(opened(Kind.SERVICE_ACCOUNT, "db", "web"))
                .containsExactly(" ServiceAccount/web ", "  bound by RoleBinding.rbac.authorization.k8s.io/web-there ");
        assertThat(opened(rbac("RoleBinding", true), "other", "web-there"))
                .contains("  grants ClusterRole.rbac.authorization.k8s.io/view ", "  to ServiceAccount/web ");
        assertThat(opened(Kind.SERVICE, "db", "hook"))
                .containsExactly(
                        " Service/hook ",
                        "  called by ValidatingWebhookConfiguration.admissionregistration.k8s.io/guard ");
        assertThat(opened(Kind.VALIDATING_WEBHOOK, "", "guard")).contains("  calls Service/hook ");
        assertThat(opened(Kind.NODE, "", "n1"))
                .contains("  runs Pod/there Unknown !")
                .hasSize(2);
    }

    @Test
    void whatIsNamedAndIsNotThereSaysSoOnceItIsOpened() {
        assertThat(opened(Kind.STORAGE_CLASS, "", "fast"))
                .containsExactly(" StorageClass.storage.k8s.io/fast not there !");
    }

    @Test
    void whatToolsDefineNamesObjectsOfOtherNamespacesAndOfTheWholeCluster() {
        Kind route = Kind.of("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");
        Kind gateway = Kind.of("gateway.networking.k8s.io", "v1", "Gateway", "gateways");
        Kind issuer = new Kind("cert-manager.io", "v1", "ClusterIssuer", "clusterissuers", false);
        assertThat(named(
                        in(
                                "db",
                                route,
                                "web",
                                Map.of(
                                        "spec",
                                        Map.of("parentRefs", List.of(Map.of("name", "edge", "namespace", "net"))))),
                        gateway))
                .containsExactly("refers to Gateway.gateway.networking.k8s.io net/edge");
        assertThat(named(in("net", gateway, "edge", Map.of("spec", Map.of("gatewayClassName", "eg"))), gateway))
                .containsExactly("of GatewayClass.gateway.networking.k8s.io /eg");
        assertThat(named(
                        in(
                                "db",
                                CERTIFICATE,
                                "web",
                                Map.of("spec", Map.of("issuerRef", Map.of("kind", "ClusterIssuer", "name", "le")))),
                        issuer))
                .containsExactly("refers to ClusterIssuer.cert-manager.io /le");
        assertThat(named(
                        wide(issuer, "le", Map.of("spec", Map.of("privateKeySecretRef", Map.of("name", "key")))),
                        issuer))
                .as("which namespace is meant can't be told")
                .isEmpty();
    }

    private static List<String> named(Resource object, Kind served) {
        Tables usual = new FakeTables(new FakeClusters().open("eu-1").view());
        Tables tables = new Tables() {
            @Override
            public Optional<Served> find(String word) {
                Served other = new Served(served, served.plural(), List.of());
                return other.is(word) ? Optional.of(other) : usual.find(word);
            }

            @Override
            public List<Served> kinds() {
                return usual.kinds();
            }

            @Override
            public Position list(Query query, RowListener listener) {
                throw new AssertionError("nothing is listed for what an object names itself");
            }

            @Override
            public void objects(Query query, Consumer<List<Resource>> parts) {
                throw new AssertionError("nothing is listed for what an object names itself");
            }

            @Override
            public void watch(Query query, Position from, RowListener listener) {
                throw new AssertionError("nothing is watched for what an object names itself");
            }
        };
        return References.of(object, tables).stream()
                .map(r -> r.role() + " " + r.word() + " " + r.namespace() + "/" + r.name())
                .toList();
    }

    @Test
    void whatCarriesItsLabelsElsewhereIsFoundButNotThatOfAnotherReleaseOfTheSameName() {
        Found found = Relations.elsewhere(
                beyond().open("eu-1"), new Served(Kind.DEPLOYMENT, "deployment", List.of()), "db", "web");
        assertThat(found.root().children())
                .extracting(r -> r.word() + " " + r.namespace() + "/" + r.name())
                .containsExactly("Deployment.apps web-system/proxy", "ClusterRole.rbac.authorization.k8s.io /web");
    }
}
