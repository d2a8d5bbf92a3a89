package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.Yaml;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings kept issuers and certificates back. */
final class Restore extends Base {
    Restore() {
        super(new RunbookInfo(
                "restore",
                "Restore issuers and certificates",
                Intent.RESTORE,
                Danger.REVERSIBLE,
                "Makes the issuers and then the certificates of a backup again, where they are missing. What is there isn't changed.",
                Optional.of(CertManager.OPERATOR),
                List.of(Ask.required(Ask.name(
                        "backup",
                        "Backup",
                        "Name of the ConfigMap, certificates-backup-…, in the controller's namespace.",
                        63))),
                List.of(
                        "Restore the Secrets first: a Certificate without its Secret is issued anew, and an authority without its key is another one.",
                        "A Certificate whose Secret is there and fits isn't issued anew."),
                List.of("https://cert-manager.io/docs/devops-tips/backup/")));
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return view.list(Kind.CONFIG_MAP, Selector.labelled(installation.namespace(), CertManager.BACKUP_LABEL, "true"))
                        .isEmpty()
                ? List.of(Constraints.blocks(
                        "no-backup",
                        "there is no backup in namespace " + installation.namespace(),
                        "apply the file of a backup there first"))
                : List.of();
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef backup = ObjectRef.of(Kind.CONFIG_MAP, installation.namespace(), request.input("backup"));
        String text = view.get(backup)
                .flatMap(c -> c.text("data", Backup.KEY))
                .orElseThrow(() -> refused(
                        request,
                        backup.display() + " isn't a backup",
                        "Choose one with the label " + CertManager.BACKUP_LABEL + "."));
        List<Resource> missing = Yaml.document(text, backup.display()).items("items").stream()
                .filter(o -> kind(o).isPresent())
                .filter(o -> view.get(ref(o)).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            throw refused(request, "everything of it is there already", "There is nothing to restore.");
        }
        for (Resource o : missing) {
            ready(o, missing, installation, request, view);
        }
        missing.stream().filter(o -> !o.kind().equals("Certificate")).forEach(o -> draft.step(made(o)));
        missing.stream().filter(o -> o.kind().equals("Certificate")).forEach(o -> draft.step(made(o)));
        List<String> anew = missing.stream()
                .filter(o -> o.kind().equals("Certificate"))
                .map(Cert::new)
                .filter(c -> view.get(c.secret()).isEmpty())
                .map(Cert::path)
                .toList();
        draft.consequence("makes " + missing.size() + " objects again")
                .consequence(
                        anew.isEmpty()
                                ? "issues nothing anew"
                                : "issues " + anew.size() + " certificates anew, as their Secrets aren't there");
        return draft.plan("Restore issuers and certificates of " + backup.name() + " on " + view.cluster());
    }

    private void ready(
            Resource o, List<Resource> missing, Installation installation, Request request, ClusterView view) {
        if (!o.namespace().isEmpty()
                && view.get(ObjectRef.of(Kind.NAMESPACE, "", o.namespace())).isEmpty()) {
            throw refused(request, "namespace " + o.namespace() + " isn't there", "Make it first.");
        }
        if (o.kind().equals("Certificate")) {
            return;
        }
        Issuers.authority(o, installation.clusterResourceNamespace())
                .filter(s -> view.get(s).isEmpty())
                .ifPresent(s -> {
                    boolean made = missing.stream()
                            .filter(c -> c.kind().equals("Certificate"))
                            .anyMatch(c -> new Cert(c).secret().equals(s));
                    throw refused(
                            request,
                            s.display() + " with the key of " + ref(o).display() + " isn't there",
                            "Restore that Secret first from its encrypted backup."
                                    + (made
                                            ? " If it is lost for good, create a new issuer and hand its root out."
                                            : ""));
                });
    }

    private static Optional<Kind> kind(Resource o) {
        return CertManager.KINDS.stream().filter(k -> k.kind().equals(o.kind())).findFirst();
    }

    private static ObjectRef ref(Resource o) {
        return ObjectRef.of(kind(o).orElseThrow(), o.namespace(), o.name());
    }

    private static Step made(Resource o) {
        ObjectRef ref = ref(o);
        return Step.change(
                o.kind().toLowerCase(java.util.Locale.ROOT) + "-"
                        + (o.namespace().isEmpty() ? "" : o.namespace() + ".") + o.name(),
                "make " + ref.display(),
                "The backup holds it.",
                new Action.Apply(List.of(o), false),
                Check.all(new Check.Matches(List.of(o)), new Check.Condition(ref, "Ready", "True")),
                Undo.EXACT,
                Duration.ofMinutes(10));
    }
}
