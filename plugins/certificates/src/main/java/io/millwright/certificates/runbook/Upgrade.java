package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Published;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades the Helm release by one minor. */
final class Upgrade extends Base {
    Upgrade() {
        super(new RunbookInfo(
                "upgrade",
                "Upgrade cert-manager",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Upgrades the Helm release by one minor at most, with its definitions, and waits until the API server trusts the new webhook. No"
                        + " certificate is issued anew.",
                Optional.of(CertManager.OPERATOR),
                parameters(Optional.empty()),
                List.of(
                        "One minor at a time: upstream supports no other way.",
                        "For some seconds changes of certificates are refused while the webhook is replaced.",
                        "1.21 refuses the values prometheus.servicemonitor.targetPort and path, and no longer lets Vault issuers use"
                                + " cert-manager's own service account.",
                        "Definitions are never deleted: that would delete every certificate."),
                List.of("https://cert-manager.io/docs/releases/upgrading/")));
    }

    private static List<Parameter> parameters(Optional<String> proposal) {
        Parameter version = Ask.choice(
                "version",
                "Version",
                "Which version is to run.",
                Published.RELEASES.of(CertManager.OPERATOR).stream()
                        .map(Release::version)
                        .toArray(String[]::new));
        return List.of(
                proposal.map(p -> Ask.with(version, p, "newest that one step leads to"))
                        .orElse(version),
                Releases.repository(Install.REPOSITORY),
                Releases.archive(),
                Ask.document(
                        "definitions",
                        "Definitions",
                        "File or address of the release's cert-manager.crds.yaml: needed where the definitions aren't the chart's."));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return parameters(target.flatMap(Instance::version)
                .flatMap(v -> Published.RELEASES.next(CertManager.OPERATOR, v).stream()
                        .findFirst())
                .map(Release::version));
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        List<Constraint> found = new ArrayList<>(needsRelease(installation));
        found.addAll(alone(view));
        return found;
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        String from = installation.version().orElse("");
        String to = request.input("version");
        possible(request, from, to);
        ChartRef chart = Releases.chart(
                request,
                () -> Published.RELEASES
                        .find(CertManager.OPERATOR, to)
                        .flatMap(Release::chart)
                        .orElseThrow(() -> refused(request, "there is no chart of " + to, "Choose another version.")));
        draft.step(Step.require(
                "running",
                "controller, webhook and injector run, and the API server trusts the webhook",
                "What is broken is mended first.",
                Check.all(
                        Questions.programsRun(installation.ref(), ""), Questions.webhookTrusted(installation.ref()))));
        definitions(installation, request, view, draft);
        draft.step(Changes.release(
                        installation,
                        chart,
                        Map.of(),
                        (from.isEmpty() ? "?" : from) + " → " + to,
                        "The chart brings the three programs of one version; its values are kept.",
                        Questions.programsRun(installation.ref(), to),
                        back(installation, from, request)))
                .step(Step.await(
                        "webhook",
                        "the API server trusts the new webhook",
                        "Helm's word isn't enough: until then changes are refused.",
                        Questions.webhookTrusted(installation.ref()),
                        Duration.ofMinutes(3)))
                .step(Changes.leads(installation.ref()));
        long open = Cert.all(view).stream()
                .filter(c ->
                        c.object().text("spec", "privateKey", "rotationPolicy").isEmpty())
                .count();
        if (Version.of(from).olderThan(Version.of("1.18")) && open > 0) {
            draft.risk(
                    "keys",
                    open + " certificates get new keys at their next renewal",
                    "From 1.18 on keys are changed at each renewal unless privateKey.rotationPolicy is Never: set it where a program can't reload.");
        }
        if (Cert.all(view).stream().anyMatch(Cert::issuing)) {
            draft.risk(
                    "issuing",
                    "Certificates are being issued now",
                    "They are finished by the new version; wait if they matter.");
        }
        if (Published.RELEASES
                .find(CertManager.OPERATOR, to)
                .filter(r -> r.kubernetes().contains(view.kubernetesMinor()))
                .isEmpty()) {
            draft.risk(
                    "kubernetes",
                    to + " isn't known to support Kubernetes " + view.kubernetesMinor(),
                    "It may work; upstream doesn't say so.");
        }
        draft.risk(
                        "backup",
                        "Keep issuers and certificates first",
                        "Runbook backup; and the Secrets of the authorities, encrypted.")
                .consequence("replaces controller, webhook and injector")
                .consequence("issues nothing anew, what is served isn't touched");
        return draft.plan(
                "Upgrade cert-manager " + (from.isEmpty() ? "?" : from) + " → " + to + " on " + view.cluster());
    }

    private void definitions(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        boolean charts = view.get(ObjectRef.of(
                        Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(CertManager.CERTIFICATE)))
                .flatMap(Installer::release)
                .isPresent();
        String text = request.contents().getOrDefault("definitions", "");
        if (text.isEmpty()) {
            if (!charts) {
                throw refused(
                        request,
                        "the definitions aren't the chart's, so it won't bring them to " + request.input("version"),
                        "Give cert-manager.crds.yaml from the release's page of version " + request.input("version")
                                + ".");
            }
            return;
        }
        List<Resource> all = Yaml.documents(text, "the definitions").stream()
                .filter(d -> d.kind().equals("CustomResourceDefinition"))
                .toList();
        List<String> names = all.stream().map(Resource::name).toList();
        if (!names.containsAll(
                CertManager.KINDS.stream().map(CertManager::definition).toList())) {
            throw refused(
                    request,
                    "the file lacks definitions of cert-manager",
                    "Give cert-manager.crds.yaml of the new version.");
        }
        draft.step(Step.change(
                        "definitions",
                        "apply " + names.size() + " custom resource definitions for "
                                + installation.controller().name(),
                        "The controller needs those of its own version.",
                        new Action.Apply(all, true),
                        Releases.established(names),
                        new Undo.None("definitions are kept: deleting them deletes every certificate"),
                        Duration.ofMinutes(2))
                .probe(new Check.Never("definitions of another release look the same from outside")));
    }

    private static Undo back(Installation installation, String from, Request request) {
        ObjectRef release = installation.release().orElseThrow();
        return Published.RELEASES
                .find(CertManager.OPERATOR, from)
                .flatMap(Release::chart)
                .map(c -> Releases.mirrored(request, c))
                .<Undo>map(former -> new Undo.BestEffort(
                        new Action.Helm(
                                Action.Helm.Verb.UPGRADE,
                                release.namespace(),
                                release.name(),
                                Optional.of(former),
                                Map.of()),
                        Questions.programsRun(installation.ref(), from),
                        "as long as no field is used that only the new version knows"))
                .orElseGet(() -> new Undo.None("the former chart isn't in the release catalogue"));
    }

    private void possible(Request request, String from, String to) {
        if (from.isEmpty()) {
            throw refused(request, "its version can't be told", "Look at its image.");
        }
        if (from.equals(to)) {
            throw refused(request, "it runs " + to + " already", "Choose a newer version.");
        }
        if (Version.of(to).olderThan(Version.of(from))) {
            throw refused(request, to + " is older than " + from, "Undo the upgrade instead, or restore.");
        }
        Release target = Published.RELEASES
                .find(CertManager.OPERATOR, to)
                .orElseThrow(() -> refused(request, to + " isn't in the release catalogue", "Choose one of the list."));
        if (io.millwright.kit.Catalogue.leads(from, target)) {
            return;
        }
        Optional<Release> next =
                Published.RELEASES.next(CertManager.OPERATOR, from).stream().findFirst();
        throw refused(
                request,
                "no single step leads from " + from + " to " + to,
                next.map(n -> "Upgrade to " + n.version() + " first.")
                        .orElse("Follow upstream's pages from "
                                + Version.of(from).branch() + " on, one minor at a time."));
    }
}
