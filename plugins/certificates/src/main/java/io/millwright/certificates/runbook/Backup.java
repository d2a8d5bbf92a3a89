package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps issuers and certificates. */
final class Backup extends Base {
    static final String KEY = "objects.json";
    private static final int LIMIT = 900_000;

    Backup() {
        super(new RunbookInfo(
                "backup",
                "Back up issuers and certificates",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                "Keeps every Issuer, ClusterIssuer and Certificate in a ConfigMap beside the controller, without any Secret.",
                Optional.of(CertManager.OPERATOR),
                List.of(),
                List.of(
                        "Secrets aren't in it: an authority's key that is lost means new trust everywhere. Keep them in an encrypted backup.",
                        "The ConfigMap goes with its namespace: copy it elsewhere.",
                        "Certificates made for an Ingress or Gateway are left out: they are made again."),
                List.of("https://cert-manager.io/docs/devops-tips/backup/")));
    }

    /** What is kept: issuers first. */
    static List<Resource> objects(ClusterView view) {
        List<Resource> all = new ArrayList<>();
        Issuers.all(view).forEach(i -> all.add(definition(i, Issuers.kind(i))));
        Cert.all(view).stream()
                .filter(c -> !c.derived())
                .forEach(c -> all.add(definition(c.object(), CertManager.CERTIFICATE)));
        return all;
    }

    /** The object as somebody would write it. */
    private static Resource definition(Resource object, Kind kind) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.at("spec").ifPresent(s -> fields.put("spec", s));
        Resource made = Resource.of(kind, object.namespace(), object.name(), fields);
        Map<String, String> labels = object.textMap("metadata", "labels");
        return labels.isEmpty() ? made : made.with(labels, "metadata", "labels");
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> objects = objects(view);
        if (objects.isEmpty()) {
            throw refused(request, "there is neither an issuer nor a certificate", "There is nothing to keep.");
        }
        List<Object> items = new ArrayList<>();
        objects.forEach(o -> items.add(o.content()));
        String text = Json.text(Tree.of("apiVersion", "v1", "kind", "List", "items", items));
        if (text.length() > LIMIT) {
            throw refused(
                    request,
                    "the objects have " + text.length() / 1024 + " kB, more than a ConfigMap holds",
                    "Write them to a file: kubectl get issuers,clusterissuers,certificates -A -o yaml");
        }
        ObjectRef ref =
                ObjectRef.of(Kind.CONFIG_MAP, installation.namespace(), "certificates-backup-" + request.token());
        draft.step(Step.change(
                        "backup",
                        "make " + ref.display(),
                        "It holds " + objects.size() + " objects, and no Secret.",
                        new Action.Create(Resource.of(
                                        Kind.CONFIG_MAP,
                                        ref.namespace(),
                                        ref.name(),
                                        Tree.of("data", Tree.of(KEY, text)))
                                .with(Tree.of(CertManager.BACKUP_LABEL, "true"), "metadata", "labels")),
                        new Check.Exists(ref),
                        new Undo.BestEffort(
                                new Action.Delete(ref, Action.Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                "the backup is gone"),
                        Duration.ofSeconds(30)))
                .consequence("keeps " + objects.size() + " objects in " + ref.display())
                .risk(
                        "copy",
                        "Copy it out of the cluster",
                        "kubectl -n " + ref.namespace() + " get configmap " + ref.name() + " -o yaml > " + ref.name()
                                + ".yaml");
        List<String> keys = Issuers.all(view).stream()
                .flatMap(i -> Issuers.authority(i, installation.clusterResourceNamespace()).stream())
                .map(s -> s.namespace() + "/" + s.name())
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
            draft.risk(
                    "keys",
                    "The keys of " + keys.size()
                            + (keys.size() == 1 ? " authority isn't in it" : " authorities aren't in it"),
                    "Keep these Secrets yourself, encrypted: " + String.join(", ", keys)
                            + ". Without them a restore makes new authorities that nobody trusts.");
        }
        return draft.plan("Back up issuers and certificates of " + view.cluster());
    }
}
