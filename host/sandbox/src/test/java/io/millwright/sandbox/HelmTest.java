package io.millwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Kind;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmTest {
    private static final Kind LAMP = Kind.of("light.example.org", "v1", "Lamp", "lamps");

    @TempDir
    private Path folder = Path.of("");

    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new ClusterSpec("one", "empty")),
            List.of(new ToolSimulator("kettle", new KettleSimulator())),
            20,
            Optional.empty(),
            0,
            Optional.empty()));
    private final RunningCluster cluster = sandbox.clusters().getFirst();

    @BeforeEach
    void chart() throws IOException {
        write("Chart.yaml", "apiVersion: v2\nname: lamp\nversion: 1.0.0\nappVersion: \"1.0\"\n");
        write("values.yaml", "replicas: 1\ntext: hello\n");
        write("crds/lamps.yaml", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: lamps.light.example.org}
                spec:
                  group: light.example.org
                  scope: Namespaced
                  names: {plural: lamps, singular: lamp, kind: Lamp, listKind: LampList}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            properties: {watts: {type: integer}}
                """);
        write("templates/all.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}}
                data: {text: {{ .Values.text | quote }}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: {{ .Release.Name }}}
                spec:
                  selector: {app: {{ .Release.Name }}}
                  ports: [{port: 80, targetPort: 8080}]
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: {{ .Release.Name }}}
                spec:
                  replicas: {{ .Values.replicas }}
                  selector: {matchLabels: {app: {{ .Release.Name }}}}
                  template:
                    metadata: {labels: {app: {{ .Release.Name }}}}
                    spec:
                      containers: [{name: lamp, image: "lamp:1"}]
                ---
                apiVersion: light.example.org/v1
                kind: Lamp
                metadata: {name: {{ .Release.Name }}}
                spec: {watts: 60}
                """);
    }

    @AfterEach
    void close() {
        sandbox.close();
        assertThat(cluster.problems()).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("lamp").resolve(file);
        Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
        Files.writeString(path, text);
    }

    @Test
    void installsUpgradesAndUninstallsAChart() throws InterruptedException {
        Helm helm = new Helm(folder.resolve("lamp"));
        Release installed = helm.install()
                .withName("hall")
                .withNamespace("house")
                .createNamespace()
                .waitReady()
                .withTimeout(60)
                .withKubeConfigContents(sandbox.kubeconfig())
                .call();
        assertThat(installed.getStatus()).isEqualToIgnoringCase("deployed");
        // Helm waits for the ready pods of the ReplicaSet; the Deployment's own status is written after that.
        cluster.settle();
        assertThat(cluster.store().require(Kind.DEPLOYMENT, "house", "hall").number("status", "readyReplicas"))
                .contains(1L);
        assertThat(cluster.store().get(LAMP, "house", "hall")).isPresent();
        assertThat(cluster.store().list(Kind.SECRET, Selector.labelled("house", "owner", "helm")))
                .hasSize(1);

        Release upgraded = helm.upgrade()
                .withName("hall")
                .withNamespace("house")
                .set("replicas", "2")
                .set("text", "bye")
                .waitReady()
                .withTimeout(60)
                .withKubeConfigContents(sandbox.kubeconfig())
                .call();
        assertThat(upgraded.getRevision()).isEqualTo("2");
        cluster.settle();
        assertThat(cluster.store().require(Kind.DEPLOYMENT, "house", "hall").number("status", "readyReplicas"))
                .contains(2L);
        assertThat(cluster.store().require(Kind.CONFIG_MAP, "house", "hall").text("data", "text"))
                .contains("bye");

        Helm.uninstall("hall")
                .withNamespace("house")
                .withKubeConfigContents(sandbox.kubeconfig())
                .call();
        assertThat(cluster.store().get(Kind.DEPLOYMENT, "house", "hall")).isEmpty();
        assertThat(cluster.store().get(LAMP, "house", "hall")).isEmpty();
        assertThat(cluster.store().get(Kind.CUSTOM_RESOURCE_DEFINITION, "", "lamps.light.example.org"))
                .isPresent();
        assertThat(cluster.store().list(Kind.SECRET, Selector.labelled("house", "owner", "helm")))
                .isEmpty();
    }

    @Test
    void installsFromTheSandboxesOwnRepository() {
        Path config = folder.resolve("repositories.yaml");
        Helm.repo()
                .add()
                .withRepositoryConfig(config)
                .withName("sandbox")
                .withUrl(sandbox.chartRepository())
                .call();
        Release installed = Helm.install("sandbox/kettle")
                .withRepositoryConfig(config)
                .withVersion("1.9.0")
                .withName("kettle")
                .withNamespace("default")
                .withKubeConfigContents(sandbox.kubeconfig())
                .call();
        assertThat(installed.getStatus()).isEqualToIgnoringCase("deployed");
        assertThat(cluster.store().require(Kind.CONFIG_MAP, "default", "kettle").text("data", "version"))
                .contains("1.9.0");
    }
}
