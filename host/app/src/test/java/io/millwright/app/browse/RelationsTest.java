package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Relations.Found;
import io.millwright.app.browse.Relations.Related;
import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                        "      reads ConfigMap/lost not there !");
    }

    @Test
    void whatNeedsASecretIsFound() {
        Found found =
                Relations.users(clusters().open("eu-1"), new Served(Kind.SECRET, "secret", List.of()), "db", "tls");
        assertThat(found.root().children()).extracting(Related::name).containsExactly("web-1-a");
        assertThat(found.toString()).doesNotContain("hunter2", "aHVudGVyMg");
    }
}
