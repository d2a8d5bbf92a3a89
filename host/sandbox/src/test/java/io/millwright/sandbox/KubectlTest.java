package io.millwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.sandbox.sim.ToolSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Everyday work with the real kubectl; skipped where there is none. Time runs twenty times as fast as on the wall. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels: {app: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: web
                    image: web:1
                    ports: [{containerPort: 8080}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              selector: {app: web}
              ports: [{port: 80, targetPort: 8080}]
            """;

    private Optional<Sandbox> sandbox = Optional.empty();
    private Optional<Kubectl> found = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Optional<Path> program = Kubectl.find();
        assumeTrue(program.isPresent(), "no kubectl on PATH or in /opt/k8s/bin");
        Sandbox started = Sandbox.start(new SandboxOptions(
                List.of(new ClusterSpec("one", "healthy")),
                List.of(new ToolSimulator("kettle", new KettleSimulator())),
                20,
                Optional.empty(),
                0,
                Optional.empty()));
        sandbox = Optional.of(started);
        found = Optional.of(new Kubectl(program.get(), folder, started.kubeconfig()));
    }

    @AfterAll
    void stop() {
        sandbox.ifPresent(s -> {
            s.close();
            assertThat(s.clusters().getFirst().problems()).isEmpty();
        });
    }

    private Kubectl kubectl() {
        return found.orElseThrow();
    }

    @Test
    @Order(1)
    void appliesAndRollsOut() throws Exception {
        assertThat(kubectl().feed(WEB, "apply", "-f", "-"))
                .contains("deployment.apps/web created", "service/web created");
        assertThat(kubectl().run("rollout", "status", "deployment/web", "--timeout=30s"))
                .contains("successfully rolled out");
        assertThat(kubectl().feed(WEB.replace("replicas: 2", "replicas: 3"), "apply", "-f", "-"))
                .contains("deployment.apps/web configured", "service/web unchanged");
        kubectl().run("wait", "--for=jsonpath={.status.readyReplicas}=3", "deployment/web", "--timeout=30s");
        kubectl().run("wait", "--for=condition=Available", "deployment/web", "--timeout=30s");
        assertThat(kubectl().run("get", "deployments,pods,services", "-o", "wide"))
                .contains("UP-TO-DATE", "3/3", "Running", "NODE", "10.244.", "CLUSTER-IP", "10.96.");
        assertThat(kubectl().run("get", "nodes")).contains("one-a", "Ready");
    }

    @Test
    @Order(2)
    void describesAndShowsLogs() throws Exception {
        String pod = kubectl()
                .run("get", "pods", "-l", "app=web", "-o", "name")
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(kubectl().run("describe", pod))
                .contains("Scheduled", "Pulled", "Started", "Controlled By:", "Ready");
        assertThat(kubectl().run("describe", "deployment", "web"))
                .contains("ScalingReplicaSet", "NewReplicaSet:", "RollingUpdateStrategy");
        assertThat(kubectl().run("describe", "service", "web")).contains("Endpoints:", ":8080");
        assertThat(kubectl().run("describe", "node", "one-a")).contains("Allocatable", "KubeletReady");
        assertThat(kubectl().run("logs", pod)).contains("starting", "ready");
        assertThat(kubectl().run("logs", pod, "--tail=1").lines()).hasSize(1);
        assertThat(kubectl().run("get", "events", "--field-selector", "reason=ScalingReplicaSet"))
                .contains("deployment/web");
    }

    @Test
    @Order(3)
    void appliesOnTheServerAndSeesConflicts() throws Exception {
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: \"%s\"}\n";
        assertThat(kubectl().feed(map.formatted("1"), "apply", "--server-side", "--field-manager=one", "-f", "-"))
                .contains("configmap/settings serverside-applied");
        Kubectl.Result second =
                kubectl().attempt(map.formatted("2"), "apply", "--server-side", "--field-manager=two", "-f", "-");
        assertThat(second.code()).isNotZero();
        assertThat(second.err()).contains("conflict with \"one\"");
        kubectl()
                .feed(
                        map.formatted("2"),
                        "apply",
                        "--server-side",
                        "--field-manager=two",
                        "--force-conflicts",
                        "-f",
                        "-");
        assertThat(kubectl().run("get", "configmap", "settings", "-o", "jsonpath={.data.a}"))
                .isEqualTo("2");
        Kubectl.Result difference = kubectl().attempt(map.formatted("3"), "diff", "-f", "-");
        assertThat(difference.code()).isOne();
        assertThat(difference.out()).contains("-  a: \"2\"", "+  a: \"3\"");
    }

    @Test
    @Order(4)
    void patchesInAllThreeWays() throws Exception {
        kubectl()
                .run(
                        "patch",
                        "deployment",
                        "web",
                        "--type=merge",
                        "-p",
                        "{\"metadata\":{\"labels\":{\"tier\":\"front\"}}}");
        kubectl()
                .run(
                        "patch",
                        "deployment",
                        "web",
                        "--type=json",
                        "-p",
                        "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]");
        kubectl()
                .run(
                        "patch",
                        "deployment",
                        "web",
                        "--type=strategic",
                        "-p",
                        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"env\":[{\"name\":\"A\",\"value\":\"b\"}]}]}}}}");
        assertThat(
                        kubectl()
                                .run(
                                        "get",
                                        "deployment",
                                        "web",
                                        "-o",
                                        "jsonpath={.metadata.labels.tier} {.spec.replicas} {.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].env[0].value}"))
                .isEqualTo("front 2 web:1 b");
        kubectl().run("rollout", "status", "deployment/web", "--timeout=30s");
    }

    @Test
    @Order(5)
    void scalesSetsImagesAndUndoes() throws Exception {
        kubectl().run("scale", "deployment/web", "--replicas=4");
        kubectl().run("rollout", "status", "deployment/web", "--timeout=30s");
        kubectl().run("set", "image", "deployment/web", "web=web:2");
        kubectl().run("rollout", "status", "deployment/web", "--timeout=60s");
        assertThat(kubectl().run("rollout", "history", "deployment/web")).contains("REVISION");
        kubectl().run("rollout", "undo", "deployment/web");
        kubectl().run("rollout", "status", "deployment/web", "--timeout=60s");
        assertThat(kubectl()
                        .run("get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"))
                .isEqualTo("web:1");
        kubectl().run("rollout", "restart", "deployment/web");
        kubectl().run("rollout", "status", "deployment/web", "--timeout=60s");
    }

    @Test
    @Order(6)
    void selectsAndAsks() throws Exception {
        assertThat(kubectl()
                        .run(
                                "get",
                                "pods",
                                "-l",
                                "app in (web),app!=other",
                                "--field-selector",
                                "status.phase=Running",
                                "-o",
                                "name"))
                .isNotBlank();
        assertThat(kubectl().run("get", "pods", "-l", "app=other", "-o", "name"))
                .isBlank();
        assertThat(kubectl().run("auth", "can-i", "create", "pods").strip()).isEqualTo("yes");
        assertThat(kubectl().run("api-resources"))
                .contains("deployments", "deploy", "kettles", "customresourcedefinitions");
        assertThat(kubectl().run("api-versions")).contains("apps/v1", "kitchen.example.org/v1");
        assertThat(kubectl().run("version")).contains("Server Version");
        assertThat(kubectl().run("explain", "deployment.spec.replicas")).contains("replicas");
        assertThat(kubectl().run("get", "ns")).contains("kitchen", "Active");
        assertThat(kubectl().run("get", "pods", "-A")).contains("coredns", "kube-proxy");
    }

    @Test
    @Order(7)
    void worksWithCustomResources() throws Exception {
        kubectl().run("wait", "--for=jsonpath={.status.phase}=Boiling", "kettle/tea", "-n", "kitchen", "--timeout=30s");
        Kubectl.Result refused = kubectl()
                .attempt(
                        "apiVersion: kitchen.example.org/v1\nkind: Kettle\nmetadata: {name: bad, namespace: kitchen}\nspec: {litres: 0}\n",
                        "apply",
                        "-f",
                        "-");
        assertThat(refused.err())
                .contains("spec.litres: Invalid value: 0: spec.litres in body should be greater than or equal to 1");
        kubectl().run("patch", "kettle", "tea", "-n", "kitchen", "--type=merge", "-p", "{\"spec\":{\"litres\":3}}");
        assertThat(kubectl().run("get", "kettles", "-n", "kitchen")).contains("tea");
        assertThat(kubectl().run("get", "--raw", "/api/v1/namespaces/kitchen/pods/https:tea-1:9187/proxy/metrics"))
                .isEqualTo("temperature 100 tea-1 /metrics");
        kubectl().run("delete", "kettle", "tea", "-n", "kitchen");
        kubectl().run("wait", "--for=delete", "pod/tea-1", "-n", "kitchen", "--timeout=30s");
    }

    @Test
    @Order(8)
    void createsAndDeletes() throws Exception {
        kubectl().run("create", "deployment", "other", "--image=other:1", "--replicas=2");
        kubectl().run("expose", "deployment", "other", "--port=80");
        kubectl().run("create", "job", "once", "--image=job:1");
        kubectl().run("wait", "--for=condition=Complete", "job/once", "--timeout=30s");
        kubectl().run("run", "alone", "--image=alone:1");
        kubectl().run("wait", "--for=condition=Ready", "pod/alone", "--timeout=30s");
        kubectl().run("delete", "pod", "alone");
        kubectl().run("delete", "deployment", "other", "--cascade=foreground");
        assertThat(kubectl().run("get", "pods", "-l", "app=other", "-o", "name"))
                .isBlank();
        kubectl().run("create", "namespace", "team");
        kubectl().run("create", "configmap", "x", "-n", "team", "--from-literal=a=b");
        kubectl().run("delete", "namespace", "team", "--timeout=30s");
        assertThat(kubectl().attempt("", "get", "namespace", "team").err()).contains("NotFound");
    }

    @Test
    @Order(9)
    void drainsANode() throws Exception {
        kubectl().run("drain", "one-a", "--ignore-daemonsets", "--force", "--timeout=60s");
        assertThat(kubectl().run("get", "node", "one-a")).contains("SchedulingDisabled");
        kubectl().run("uncordon", "one-a");
    }

    @Test
    @Order(10)
    void watchesChanges() throws Exception {
        kubectl().run("delete", "deployment", "web", "--wait=true");
        assertThat(kubectl().run("get", "deployments")).isBlank();
    }
}
