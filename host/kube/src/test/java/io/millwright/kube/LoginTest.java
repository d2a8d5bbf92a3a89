package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.browse.ApiCall;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final String KUBE_SYSTEM = "GET /api/v1/namespaces/kube-system";
    private static final Answer FOUND = Answer.of(200, "{\"metadata\":{\"uid\":\"uid-1\"}}");

    private static final Answer REFUSED = Answer.failure(401, "Unauthorized", "Unauthorized", "");

    @TempDir
    Path folder;

    private FakeApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeApiServer();
        server.answer(KUBE_SYSTEM, FOUND);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private KubeClusters clusters(String cluster, String user) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                clusters: [{name: c, cluster: {server: "%s"%s}}]
                users: [{name: u, user: {%s}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                """.formatted(server.address(), cluster, user));
        return new KubeClusters(KubeOptions.file(file));
    }

    private static String plugin(String more) {
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, args: [cluster one]" + more + "}";
    }

    /** Made as the shell script {@code login}; {@code runs} gets a line at each run. */
    private void program(String script) throws IOException {
        Path login = Files.writeString(
                folder.resolve("login"), "#!/bin/sh\necho run >> \"%s/runs\"\n%s\n".formatted(folder, script));
        assertThat(login.toFile().setExecutable(true)).isTrue();
    }

    private List<String> runs() throws IOException {
        return Files.readAllLines(folder.resolve("runs"));
    }

    private static Problem failure(KubeClusters clusters) {
        return catchThrowableOfType(
                        ProblemException.class, () -> clusters.open("x").view().clusterUid())
                .problem();
    }

    private KubeClusters with(KubeOptions.Other other) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                clusters: [{name: dead, cluster: {server: "http://127.0.0.1:1"}}, {name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: own}}, {name: v, user: {token: others}}]
                contexts: [{name: x, context: {cluster: dead, user: u}}, {name: y, context: {cluster: dead, user: u}}]
                current-context: x
                """.formatted(server.address()));
        return new KubeClusters(KubeOptions.file(file).with(other));
    }

    @Test
    void oneContextIsWorkedWithOnAnotherClusterAsAnotherUser() throws IOException {
        KubeOptions.Other other =
                new KubeOptions.Other(Optional.empty(), Optional.of("c"), Optional.of("v"), Optional.empty());
        try (KubeClusters clusters = with(other)) {
            assertThat(clusters.contexts()).extracting(c -> c.name()).containsExactly("x");
            assertThat(clusters.open("x").view().clusterUid()).isEqualTo("uid-1");
            assertThat(server.headers("Authorization")).containsExactly("Bearer others");
        }
    }

    @Test
    void aTokenTakesThePlaceOfTheLoginAndIsShownNowhere() throws IOException {
        KubeOptions.Other other =
                new KubeOptions.Other(Optional.of("y"), Optional.of("c"), Optional.empty(), Optional.of("hunter2"));
        try (KubeClusters clusters = with(other)) {
            assertThat(clusters.open("y").view().clusterUid()).isEqualTo("uid-1");
            assertThat(server.headers("Authorization")).containsExactly("Bearer hunter2");
        }
        assertThat(KubeOptions.file(folder).with(other).toString()).doesNotContain("hunter2");
    }

    @Test
    void aUserThatTheKubeconfigDoesNotHaveIsNamed() throws IOException {
        KubeOptions.Other other =
                new KubeOptions.Other(Optional.empty(), Optional.empty(), Optional.of("w"), Optional.empty());
        try (KubeClusters clusters = with(other)) {
            assertThat(failure(clusters).why()).contains("its user w is not defined");
        }
    }

    @Test
    void aTokenFileIsReadAgainWhenItsTokenIsRefused() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "old\n");
        server.answer("GET /version", Answer.of(200, "{\"major\":\"1\",\"minor\":\"37\"}"));
        try (KubeClusters clusters = clusters("", "tokenFile: token, token: not-this")) {
            clusters.open("x").view().kubernetesMinor();
            Files.writeString(token, "new\n");
            server.answer(KUBE_SYSTEM, REFUSED, FOUND);
            assertThat(clusters.open("x").view().clusterUid()).isEqualTo("uid-1");
        }
        assertThat(server.headers("Authorization").getFirst()).isEqualTo("Bearer old");
        assertThat(server.headers("Authorization").getLast()).isEqualTo("Bearer new");
    }

    @Test
    void aContextThatActsAsSomebodyElseNeverActsAsItself() throws IOException {
        try (KubeClusters clusters =
                clusters("", "token: t, as: dev, as-groups: [readers], as-user-extra: {reason: [audit]}")) {
            clusters.open("x").view().clusterUid();
        }
        assertThat(server.headers("Impersonate-User")).containsExactly("dev");
        assertThat(server.headers("Impersonate-Group")).containsExactly("readers");
        assertThat(server.headers("Impersonate-Extra-reason")).containsExactly("audit");
    }

    @Test
    void aPluginGetsItsArgumentsAndTheClusterButNotTheTerminal() throws IOException {
        program("""
                read line && exit 3
                echo "$1 $REGION $KUBERNETES_EXEC_INFO" > "$(dirname "$0")/seen"
                echo '{"kind":"ExecCredential","status":{"token":"t-1"}}'
                """);
        try (KubeClusters clusters =
                clusters("", plugin(", provideClusterInfo: true, env: [{name: REGION, value: eu}]"))) {
            clusters.open("x").view().clusterUid();
        }
        assertThat(server.headers("Authorization")).containsExactly("Bearer t-1");
        assertThat(Files.readString(folder.resolve("seen")))
                .startsWith("cluster one eu {")
                .contains("\"interactive\":false")
                .contains("\"server\":\"" + server.address());
    }

    @Test
    void aPluginThatFailsTellsItsOwnWordsAndIsNotRunAgainAtOnce() throws IOException {
        program("echo 'session expired, run sso login' >&2; echo '{\"status\":{\"token\":\"hidden\"'; exit 1");
        try (KubeClusters clusters = clusters("", plugin(""))) {
            assertThat(failure(clusters).why())
                    .contains("login gave no credentials: it ended with exit code 1: session expired, run sso login")
                    .doesNotContain("hidden");
            assertThat(failure(clusters).code()).contains("login");
        }
        assertThat(runs()).hasSize(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aPluginIsToldAmongTheCallsWithoutWhatItGotAndGave() throws IOException {
        program("[ -f \"$(dirname \"$0\")/broken\" ] && echo hidden >&2 && exit 3\n"
                + "echo '{\"status\":{\"token\":\"hidden\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}}'");
        List<ApiCall> told = new CopyOnWriteArrayList<>();
        Path file = Files.writeString(folder.resolve("config"), """
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login,
                  args: [get-token, --name, "eu 1", --client-secret, hidden], env: [{name: KEY, value: hidden}]}}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                """.formatted(server.address()));
        try (KubeClusters clusters = new KubeClusters(KubeOptions.file(file).toldTo(told::add))) {
            clusters.open("x").view().clusterUid();
            Files.writeString(folder.resolve("broken"), "");
            assertThat(catchThrowableOfType(
                            ProblemException.class,
                            () -> clusters.open("x").view().serves(io.millwright.spi.Kind.POD)))
                    .isNotNull();
        }
        List<ApiCall> logins =
                told.stream().filter(c -> c.method().equals("LOGIN")).toList();
        assertThat(logins).extracting(ApiCall::result).containsExactly("done", "exit 3");
        assertThat(logins).extracting(ApiCall::ok).containsExactly(true, false);
        assertThat(logins).allSatisfy(c -> {
            assertThat(c.path()).endsWith("login get-token --name 'eu 1' --client-secret <redacted>");
            assertThat(c.context()).isEqualTo("x");
            assertThat(c.took()).isPositive();
        });
        assertThat(told.toString()).doesNotContain("hidden");
    }

    @Test
    void aPluginThatAnswersNonsenseIsNotQuoted() throws IOException {
        program("echo hidden");
        try (KubeClusters clusters = clusters("", plugin(""))) {
            assertThat(failure(clusters).why())
                    .contains("its answer isn't JSON")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void aPluginThatIsNotInstalledIsToldWithItsHint() throws IOException {
        try (KubeClusters clusters = clusters("", plugin(", installHint: Get it from the wiki."))) {
            assertThat(failure(clusters).why()).contains("it can't be started: Get it from the wiki.");
        }
    }

    @Test
    void aPluginThatHangsIsEnded() throws IOException {
        program("sleep 600 & wait");
        Resource user = new Resource(Map.of(
                "user", Map.of("exec", Map.of("command", folder.resolve("login").toString()))));
        CredentialPlugin plugin = new CredentialPlugin(new Resource(Map.of()), user, Duration.ofMillis(200));

        assertThat(catchThrowableOfType(CredentialPlugin.Failure.class, plugin::credentials))
                .hasMessageContaining("didn't end within");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(p -> p.info().commandLine().orElse("").contains("sleep 600"));
    }

    @Test
    void credentialsThatHaveEndedAreRenewedBeforeTheyAreRefused() throws IOException {
        program("echo '{\"status\":{\"token\":\"t\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}}'");
        try (KubeClusters clusters = clusters("", plugin(""))) {
            clusters.open("x").view().clusterUid();
            clusters.open("x").view().serves(io.millwright.spi.Kind.POD);
        }
        assertThat(runs()).hasSize(2);
    }

    @Test
    void filesAndDataThatCannotBeUsedAreToldWithoutTheNetwork() throws IOException {
        assertUnusable(", certificate-authority: gone.crt", "token: t", "its certificate-authority file");
        assertUnusable(
                ", certificate-authority-data: bm9uc2Vuc2U=",
                "token: t",
                "its certificate-authority-data is no PEM text in base64");
        assertUnusable("", "client-certificate-data: '%%%'", "its client-certificate-data is no PEM text in base64");
        assertUnusable("", "client-certificate: config", "its client-certificate has no client-key");
        assertUnusable("", "tokenFile: gone", "its tokenFile file");
    }

    @Test
    void aPodWithoutAKubeconfigUsesItsServiceAccount() throws IOException {
        Files.writeString(folder.resolve("token"), "t");
        Files.writeString(folder.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----");
        Files.writeString(folder.resolve("namespace"), "ops\n");
        Map<String, String> pod = Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");
        Path home = folder.resolve("home");

        Kubeconfig found = Kubeconfig.read(KubeOptions.of(Optional.empty(), pod, home), folder);
        assertThat(found.problems()).isEmpty();
        assertThat(found.current()).isEqualTo("in-cluster");
        assertThat(found.context("in-cluster").orElseThrow()).satisfies(c -> {
            assertThat(c.server()).isEqualTo("https://[fd00::1]:6443");
            assertThat(c.namespace()).isEqualTo("ops");
            assertThat(c.unusable()).isEmpty();
        });
        assertThat(Kubeconfig.read(KubeOptions.of(Optional.of(home), pod, home), folder)
                        .names())
                .isEmpty();
        assertThat(Kubeconfig.read(KubeOptions.of(Optional.empty(), pod, home), home)
                        .names())
                .isEmpty();
    }

    @Test
    void theEnvironmentsProxyIsUsedForOtherMachinesOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                clusters: [{name: c, cluster: {server: "http://far.invalid"}}, {name: d, cluster: {server: "%s"}}]
                contexts: [{name: far, context: {cluster: c}}, {name: near, context: {cluster: d}}]
                """.formatted(server.address()));
        Map<String, String> environment =
                Map.of("http_proxy", server.address().substring("http://".length()), "no_proxy", "10.0.0.1, .example");
        try (KubeClusters clusters = new KubeClusters(KubeOptions.of(Optional.of(file), environment, folder))) {
            assertThat(clusters.open("far").view().clusterUid()).isEqualTo("uid-1");
            assertThat(clusters.open("near").view().clusterUid()).isEqualTo("uid-1");
        }
        assertThat(server.requests().get(0)).startsWith("GET http://far.invalid");
        assertThat(server.requests().get(1)).startsWith("GET /api/v1");
    }

    private void assertUnusable(String cluster, String user, String why) throws IOException {
        try (KubeClusters clusters = clusters(cluster, user)) {
            assertThat(clusters.contexts())
                    .singleElement()
                    .satisfies(c -> assertThat(c.unusable().orElseThrow().why()).contains(why));
        }
    }
}
