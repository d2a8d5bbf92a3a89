package io.millwright.vault.runbook;

import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
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
import io.millwright.spi.Step;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the servers away and keeps their volumes. */
final class Uninstall extends ServerRunbook {
    Uninstall() {
        super(new RunbookInfo(
                "uninstall",
                "Remove the servers, keep their data",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Uninstalls the Helm release and shows that the volumes are still there. Installed again under the same names, the servers have their data, and want the same keys.",
                Optional.of(Names.SERVER),
                List.of(),
                List.of(
                        "Take a snapshot first, and keep the unseal keys: without them the volumes are worth nothing.",
                        "The TLS Secret isn't part of the release and stays; the values are gone with it: save them.",
                        "Whoever uses it fails from then on."),
                List.of("https://developer.hashicorp.com/vault/docs/deploy/kubernetes/helm/run")));
    }

    @Override
    boolean changesRelease() {
        return true;
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        boolean deletes = server.set()
                .text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                .filter("Delete"::equals)
                .isPresent();
        if (deletes) {
            found.add(Constraints.blocks(
                    "retention",
                    "its volumes would go with it",
                    "set server.persistentVolumeClaimRetentionPolicy.whenDeleted to Retain first"));
        }
        List<Resource> users = Eso.stores(view).stream()
                .filter(s -> s.text("spec", "provider", "vault", "server")
                        .filter(a -> a.contains("//" + server.name() + "." + server.namespace())
                                || a.contains("//" + server.name() + "-active." + server.namespace()))
                        .isPresent())
                .toList();
        if (!users.isEmpty()) {
            found.add(Constraints.blocks(
                    "in-use",
                    users.size() + " stores of External Secrets read from it, " + Eso.path(users.getFirst())
                            + " among them",
                    "point them elsewhere or delete them first"));
        }
        return found;
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef release = server.release()
                .orElseThrow(() ->
                        refused(server.name(), "no Helm release holds it", "Remove it the way it was installed."));
        List<Check> kept = server.claims(view).stream()
                .<Check>map(c -> new Check.Exists(c.ref(Kind.PERSISTENT_VOLUME_CLAIM)))
                .toList();
        draft.step(Releases.uninstall(
                request,
                release.namespace(),
                release.name(),
                Optional.empty(),
                "Servers, Services and configuration go."));
        if (!kept.isEmpty()) {
            draft.step(Step.require(
                    "kept",
                    kept.size() + " volumes are still there",
                    "They hold what was kept, encrypted.",
                    new Check.All(kept)));
        }
        return draft.consequence("stops " + server.replicas() + " servers")
                .consequence("keeps " + kept.size() + " volumes: delete them yourself when nobody needs them")
                .plan("Remove " + request.instance().id().display() + " and keep its data");
    }
}
