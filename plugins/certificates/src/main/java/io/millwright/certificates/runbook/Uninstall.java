package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Published;
import io.millwright.kit.Installer;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes cert-manager away; certificates, issuers, their Secrets and the definitions stay. */
final class Uninstall extends Base {
    Uninstall() {
        super(new RunbookInfo(
                "uninstall",
                "Uninstall cert-manager",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Removes cert-manager the way it was installed. Definitions, issuers, certificates and their Secrets stay; nothing is renewed any"
                        + " more.",
                Optional.of(CertManager.OPERATOR),
                List.of(Releases.repository(Install.REPOSITORY), Releases.archive()),
                List.of(
                        "Before 1.15 Helm would delete the definitions with the release: the runbook takes them out of it first, for which it needs"
                                + " the chart that runs.",
                        "Certificates are served until their end, and then refused.",
                        "Deleting the definitions deletes every certificate and issuer: this never does.",
                        "Deleting the namespace deletes the keys of authorities that are kept there."),
                List.of("https://cert-manager.io/docs/installation/helm/#uninstalling-cert-manager")));
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        Management management = Installer.of(installation.controller());
        switch (management.by()) {
            case HELM -> {
                ObjectRef release = installation.release().orElseThrow();
                List<Resource> lost = Definitions.lost(installation, view);
                if (!lost.isEmpty()) {
                    ChartRef chart = Changes.sameChart(
                            installation,
                            request,
                            () -> refused(
                                    request,
                                    "Helm would delete " + lost.size()
                                            + " definitions, and with them every certificate",
                                    "Give the archive of the chart that runs: the definitions are taken out of the release first."));
                    Definitions.detach(installation, chart, lost, draft);
                }
                draft.step(Releases.uninstall(
                        request,
                        release.namespace(),
                        release.name(),
                        installation
                                .version()
                                .flatMap(v -> Published.RELEASES.find(CertManager.OPERATOR, v))
                                .flatMap(Release::chart),
                        "Helm installed it, and leaves the definitions alone."));
            }
            case OLM, GITOPS ->
                draft.step(new Step(
                        "by-hand",
                        "remove it from " + management.reference(),
                        "What installs it would install it again.",
                        new Action.Manual(
                                "Remove cert-manager from " + management.reference()
                                        + ", and keep the custom resource definitions: deleting them deletes every certificate."),
                        List.of(),
                        new Check.Absent(installation.ref()),
                        new Check.Absent(installation.ref()),
                        new Undo.None("put it back where it was removed from"),
                        Effect.READ,
                        Duration.ofHours(4),
                        false,
                        List.of()));
            case MANIFEST, MILLWRIGHT, UNKNOWN -> {
                // The configurations first: without a webhook they refuse every change.
                installation.webhookConfigurations().stream()
                        .filter(r -> view.get(r).isPresent())
                        .forEach(r -> draft.step(deleted(r, "Without the webhook it would refuse every change.")));
                installation
                        .parts(view)
                        .forEach((part, d) -> draft.step(deleted(
                                ObjectRef.of(Kind.DEPLOYMENT, d.namespace(), d.name()),
                                "It is the " + part.word() + ".")));
                draft.risk(
                        "left",
                        "Roles, services and service accounts of the manifest are left",
                        "They do nothing by themselves; delete them with the manifest's files, but not the definitions.");
            }
        }
        draft.step(Step.require(
                "kept",
                "definitions are still served",
                "Certificates and issuers are kept in them.",
                Releases.established(List.of(
                        CertManager.definition(CertManager.CERTIFICATE),
                        CertManager.definition(CertManager.CLUSTER_ISSUER)))));
        List<Cert> certs = Cert.all(view);
        draft.consequence(certs.size() + " certificates are renewed no more")
                .consequence("keeps definitions, issuers, certificates and Secrets");
        certs.stream()
                .flatMap(c -> c.time("status", "notAfter").stream())
                .min(Comparator.naturalOrder())
                .ifPresent(t -> draft.risk(
                        "end",
                        "The first certificate ends at " + t,
                        "Install cert-manager again before, or replace it."));
        return draft.plan("Uninstall " + request.instance().id().display());
    }

    private static Step deleted(ObjectRef ref, String why) {
        return Step.change(
                "delete-" + ref.kind().plural() + "-" + ref.name(),
                "delete " + ref.display(),
                why,
                new Action.Delete(ref, Action.Propagation.FOREGROUND),
                new Check.Absent(ref),
                new Undo.None("apply the release's manifest again, or runbook install"),
                Duration.ofMinutes(3));
    }
}
