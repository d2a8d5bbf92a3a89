package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.millwright.engine.browse.ContextEntries;
import io.millwright.engine.port.ClusterSource.Context;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeClustersTest {
    private static final String GOOD = """
            current-context: eu
            clusters:
            - {name: c, cluster: {server: "https://eu.example.org:6443"}}
            users:
            - {name: u, user: {token: top-secret}}
            contexts:
            - {name: eu, context: {cluster: c, user: u, namespace: db}}
            - {name: nobody, context: {cluster: c, user: gone}}
            - {name: nowhere, context: {cluster: gone, user: u}}
            - {name: plain, context: {cluster: c}}
            """;

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private KubeClusters clusters(String kubeconfig) {
        return new KubeClusters(KubeOptions.of(Optional.empty(), Map.of("KUBECONFIG", kubeconfig), folder));
    }

    @Test
    void aBrokenContextDoesNotSpoilTheOthers() throws IOException {
        try (KubeClusters clusters = clusters(file("a", GOOD).toString())) {
            assertThat(clusters.contexts())
                    .extracting(
                            Context::name,
                            Context::current,
                            Context::namespace,
                            c -> c.unusable().map(Problem::why).orElse(""))
                    .containsExactly(
                            tuple("eu", true, "db", ""),
                            tuple("nobody", false, "default", "its user gone is not defined"),
                            tuple("nowhere", false, "default", "its cluster gone is not defined"),
                            tuple("plain", false, "default", ""));
            assertThat(clusters.problems()).isEmpty();
            assertThat(clusters.open("eu")).isSameAs(clusters.open("eu"));
            ProblemException unusable = catchThrowableOfType(ProblemException.class, () -> clusters.open("nobody"));
            assertThat(unusable.problem().why()).contains("gone");
        }
    }

    @Test
    void aContextSaysWhatItIsMadeOfByItsNames() throws IOException {
        Path file = file("who", """
                current-context: eu
                clusters: [{name: c, cluster: {server: "https://eu:6443"}}]
                users:
                - {name: u, user: {token: t}}
                - {name: v, user: {token: t, as: ada, as-groups: [ops, dev]}}
                contexts:
                - {name: eu, context: {cluster: c, user: u}}
                - {name: as, context: {cluster: c, user: v}}
                - {name: plain, context: {cluster: c}}
                """);
        try (KubeClusters clusters = clusters(file.toString())) {
            assertThat(clusters.contexts())
                    .extracting(Context::entries)
                    .containsExactly(
                            new ContextEntries("c", "u", List.of()),
                            new ContextEntries("c", "ada", List.of("ops", "dev")),
                            new ContextEntries("c", "", List.of()));
        }
    }

    @Test
    void anUnknownContextNamesTheOnesThereAre() throws IOException {
        try (KubeClusters clusters = clusters(file("a", GOOD).toString())) {
            ProblemException unknown = catchThrowableOfType(ProblemException.class, () -> clusters.open("us"));
            assertThat(unknown.problem().kind()).isEqualTo(Problem.Kind.USER);
            assertThat(unknown.problem().next()).contains("eu, nobody");
        }
    }

    @Test
    void severalFilesAreMergedAndTheFirstWins() throws IOException {
        Path first = file(
                "first",
                "contexts: [{name: eu, context: {cluster: c, user: u, namespace: mine}}, {name: us, context: {cluster: c, user: u}}]\n");
        Path second = file("second", GOOD);
        try (KubeClusters clusters =
                clusters(first + File.pathSeparator + folder.resolve("missing") + File.pathSeparator + second)) {
            assertThat(clusters.contexts())
                    .extracting(Context::name)
                    .containsExactly("eu", "us", "nobody", "nowhere", "plain");
            assertThat(clusters.contexts().getFirst().namespace()).isEqualTo("mine");
            assertThat(clusters.contexts().getFirst().current()).isTrue();
            assertThat(clusters.problems()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoYamlIsAProblemThatShowsNoSecretAndTheOtherFileIsUsed() throws IOException {
        Path broken = file("broken", "users:\n- name: {token: hidden-value\n  x: [\n");
        try (KubeClusters clusters = clusters(broken + File.pathSeparator + file("good", GOOD))) {
            assertThat(clusters.contexts()).hasSize(4);
            assertThat(clusters.problems()).singleElement().satisfies(p -> {
                assertThat(p.on()).contains("broken");
                assertThat(p.why()).contains("isn't valid YAML in line");
                assertThat(p.toString()).doesNotContain("hidden-value");
            });
        }
    }

    @Test
    void aMissingFileSaysHowToNameOne() {
        try (KubeClusters clusters =
                new KubeClusters(KubeOptions.of(Optional.empty(), Map.of(), folder.resolve("home")))) {
            assertThat(clusters.contexts()).isEmpty();
            assertThat(clusters.problems()).singleElement().satisfies(p -> {
                assertThat(p.on()).endsWith(Path.of("home", ".kube", "config").toString());
                assertThat(p.next()).contains("--kubeconfig");
            });
        }
    }

    @Test
    void theNamedFileTakesThePlaceOfTheEnvironment() throws IOException {
        Path named = file("named", GOOD);
        KubeOptions options = KubeOptions.of(Optional.of(named), Map.of("KUBECONFIG", "elsewhere"), folder);
        try (KubeClusters clusters = new KubeClusters(options)) {
            assertThat(clusters.contexts()).hasSize(4);
        }
    }

    @Test
    void filesInAKubeconfigAreFoundNextToIt() throws IOException {
        Path config = file("a", """
                clusters: [{name: c, cluster: {server: "https://x", certificate-authority: pki/ca.crt}}]
                users: [{name: u, user: {exec: {command: ./login, args: [a]}}}, {name: v, user: {exec: {command: aws}}}]
                contexts: [{name: x, context: {cluster: c, user: u}}, {name: y, context: {cluster: c, user: v}}]
                """);
        Kubeconfig kubeconfig = Kubeconfig.read(KubeOptions.file(config));

        assertThat(kubeconfig.context("x").orElseThrow().cluster().text("cluster", "certificate-authority"))
                .contains(folder.resolve("pki/ca.crt").toString());
        assertThat(kubeconfig.context("x").orElseThrow().credentialPlugin().orElse(""))
                .startsWith(folder.toString());
        assertThat(kubeconfig.context("y").orElseThrow().credentialPlugin()).contains("aws");
    }

    @Test
    void aCredentialPluginThatFailsIsNamed() throws IOException {
        Path config = file("a", """
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login-program, interactiveMode: Never}}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                """);
        try (KubeClusters clusters = new KubeClusters(KubeOptions.file(config))) {
            ProblemException failed = catchThrowableOfType(
                    ProblemException.class, () -> clusters.open("x").view().clusterUid());
            assertThat(failed.problem().code()).contains("login");
            assertThat(failed.problem().why()).contains("no-such-login-program");
        }
    }

    @Test
    void aCredentialPluginsTokenIsSent() throws IOException {
        try (FakeApiServer server = new FakeApiServer()) {
            Path login = file(
                    "login",
                    "#!/bin/sh\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"t-1\"}}'\n");
            assertThat(login.toFile().setExecutable(true)).isTrue();
            server.answer(
                    "GET /api/v1/namespaces/kube-system",
                    FakeApiServer.Answer.of(200, "{\"metadata\":{\"uid\":\"uid-1\"}}"));
            Path config = file("a", """
                    clusters: [{name: c, cluster: {server: "%s"}}]
                    users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, interactiveMode: Never}}}]
                    contexts: [{name: x, context: {cluster: c, user: u}}]
                    """.formatted(server.address()));
            KubeOptions options = KubeOptions.file(config).as("alice", List.of("ops", "dev"));
            try (KubeClusters clusters = new KubeClusters(options)) {
                assertThat(clusters.open("x").view().clusterUid()).isEqualTo("uid-1");
            }
            assertThat(server.headers("Authorization")).containsExactly("Bearer t-1");
            assertThat(server.headers("Impersonate-User")).containsExactly("alice");
            assertThat(server.headers("Impersonate-Group")).containsExactlyInAnyOrder("ops", "dev");
        }
    }
}
