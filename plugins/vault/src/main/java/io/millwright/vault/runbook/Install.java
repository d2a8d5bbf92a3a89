package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Versions;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Installs servers of Vault or OpenBao with Raft by their chart. */
final class Install implements Runbook {
    private final Versions versions;
    private final RunbookInfo info;

    Install(Versions versions) {
        this.versions = versions;
        this.info = new RunbookInfo(
                "install",
                "Install Vault or OpenBao",
                Intent.INSTALL,
                Danger.REVERSIBLE,
                "Installs servers with Raft by the official chart and waits until they answer. They are empty and sealed then: the runbooks init and unseal come next.",
                Optional.empty(),
                parameters(),
                List.of(
                        "Vault is under BUSL-1.1, which bars hosted or embedded offerings that compete; OpenBao is under MPL-2.0.",
                        "A sealed server is never ready: a Helm that waits for readiness never ends, so this one doesn't.",
                        "Claims of a former installation of that name bring its old data and its old seal back.",
                        "Names of servers in Raft and sizes of volumes can't be changed afterwards.",
                        "Without TLS, tokens and secrets cross the network readable by anybody on it."),
                List.of(
                        "https://developer.hashicorp.com/vault/docs/deploy/kubernetes/helm",
                        "https://openbao.org/docs/platform/k8s/helm/"));
    }

    private static List<Parameter> parameters() {
        return List.of(
                Ask.choice(
                        "product",
                        "Product",
                        "OpenBao (MPL-2.0) or HashiCorp Vault (BUSL-1.1).",
                        Product.OPENBAO.id(),
                        Product.VAULT.id()),
                Ask.text(
                        "version",
                        "Version",
                        "Which version; empty for the newest that supports this Kubernetes.",
                        "[0-9]+\\.[0-9]+\\.[0-9]+",
                        "a version such as 2.0.4"),
                Ask.name("namespace", "Namespace", "Where it lives; empty for the product's name.", 63),
                Ask.name("release", "Release", "Name of the Helm release; empty for the product's name.", 40),
                Ask.choice(
                        "servers",
                        "Servers",
                        "One for trying out; three survive the loss of one, five of two.",
                        "3",
                        "1",
                        "5"),
                Ask.name(
                        "tls-secret",
                        "TLS Secret",
                        "Secret with tls.crt, tls.key and ca.crt for the servers' names; empty for plain HTTP.",
                        253),
                Ask.required(Ask.with(
                        Ask.quantity("storage", "Storage", "Size of each server's volume; it can't be changed later."),
                        "10Gi",
                        "upstream default")),
                Ask.name(
                        "storage-class",
                        "Storage class",
                        "Class of the volumes; empty for the cluster's default.",
                        253),
                Ask.yesNo("audit", "Audit volume", "A volume of its own for the audit log, of the same size.", true),
                Ask.required(
                        Ask.with(Ask.quantity("memory", "Memory", "Each server's memory limit."), "1Gi", "proposal")),
                Ask.text(
                        "repository",
                        "Repository",
                        "A mirror of the chart repository, or an oci:// address; empty for the official one.",
                        "(https?|oci)://\\S+",
                        "an address that begins with https://, http:// or oci://"),
                Releases.archive());
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        Product product = Product.of(request.input("product")).orElseThrow();
        String namespace = orElse(request.input("namespace"), product.id());
        String release = orElse(request.input("release"), product.id());
        String name = release.contains(product.id()) ? release : release + "-" + product.id();
        boolean archive = !request.input("archive").isEmpty();
        Release wanted = request.input("version").isEmpty()
                ? versions.catalogue().best(product.id(), view.kubernetesMinor())
                : versions.catalogue()
                        .find(product.id(), request.input("version"))
                        .orElseThrow(() -> refused(
                                product.title(),
                                "version " + request.input("version") + " isn't in the release catalogue",
                                "Choose one of " + String.join(", ", versions.of(product.id())) + "."));
        String version = archive ? "" : wanted.version();
        ChartRef chart = Releases.chart(request, () -> wanted.chart().orElseThrow());
        ObjectRef set = ObjectRef.of(Kind.STATEFUL_SET, namespace, name);
        if (view.get(set).isPresent()) {
            throw refused(set.display(), "it is there already", "Upgrade it instead, or choose another release name.");
        }
        String secret = request.input("tls-secret");
        if (!secret.isEmpty()) {
            requireTls(ObjectRef.of(Kind.SECRET, namespace, secret), view);
        }
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), set, version));
        if (view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        long servers = request.number("servers");
        long nodes = view.list(Kind.NODE, Selector.ALL).size();
        draft.step(Releases.install(
                        namespace,
                        release,
                        chart,
                        ServerValues.of(product, name, request, nodes >= servers),
                        "The chart brings the StatefulSet, its Services, its configuration and its disruption budget.",
                        "the volumes stay, and with them what was kept"))
                .step(Step.await(
                        "answering",
                        servers + " servers answer",
                        "Their images are pulled and they listen; they stay sealed, and so not ready.",
                        Questions.answering(namespace, name, servers),
                        Duration.ofMinutes(10)));
        risks(draft, request, view, set, nodes);
        return draft.consequence("makes " + servers + " empty, sealed servers in " + namespace)
                .consequence("is of no use before the runbooks init and unseal have run")
                .consequence(product.title() + " is under " + product.licence())
                .plan("Install " + product.title() + (version.isEmpty() ? "" : " " + version) + " with " + servers
                        + (servers == 1 ? " server on " : " servers on ") + view.cluster());
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    private void requireTls(ObjectRef secret, ClusterView view) {
        Resource there = view.get(secret)
                .orElseThrow(
                        () -> refused(secret.display(), "it isn't there", "Make it first, or leave TLS Secret empty."));
        for (String key : List.of("tls.crt", "tls.key", "ca.crt")) {
            if (there.at("data", key).isEmpty()) {
                throw refused(secret.display(), "it has no " + key, "Let its issuer write one that has.");
            }
        }
    }

    private static void risks(PlanDraft draft, Request request, ClusterView view, ObjectRef set, long nodes) {
        List<Resource> claims = view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(set.namespace())).stream()
                .filter(c -> c.name().startsWith("data-" + set.name() + "-"))
                .toList();
        if (!claims.isEmpty()) {
            draft.risk(
                    "old-data",
                    claims.size() + " volumes of a former installation are there",
                    "The servers come up with its data and its seal: its unseal keys are needed, init must not be run.");
        }
        if (request.input("tls-secret").isEmpty()) {
            draft.risk(
                    "no-tls",
                    "Plain HTTP",
                    "Tokens and secrets cross the network readable by anybody on it. Give a TLS Secret anywhere but on a throw-away cluster.");
        }
        if (request.number("servers") == 1) {
            draft.risk(
                    "single",
                    "One server",
                    "While it restarts nothing is answered, and node drains wait for it for ever.");
        }
        if (nodes < request.number("servers")) {
            draft.risk(
                    "nodes",
                    "Fewer nodes than servers",
                    "Several servers share a node, whose loss may take the majority with it.");
        }
    }

    private ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", on, why, next));
    }
}
