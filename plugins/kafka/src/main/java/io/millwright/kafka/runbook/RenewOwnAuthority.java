package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Renews an authority that a person has brought, with the same key or with a new one. */
final class RenewOwnAuthority extends KafkaRunbook {
    private static final Parameter REPLACE = Ask.yesNo(
            "replace-key",
            "New key",
            "Whether the authority gets a new key and name as well: after a leak, or when the rules of your authority ask for it.",
            false);

    RenewOwnAuthority() {
        super(new RunbookInfo(
                "renew-own-authority",
                "Renew your own authority",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Puts a newer certificate of your own authority in the place of the one that is there: of the same key, or of a new one, with both"
                        + " trusted until runbook retire-authority. You put it in yourself, with commands that the plan names; it looks whether it fits.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(OwnAuthorities.choice(Authority.CLUSTER), REPLACE),
                List.of(
                        "With the same key the name must stay as well; with a new key it must be another one.",
                        "While the operator is paused for it, nothing else is repaired or renewed: have what you put in ready before you begin.",
                        "Clients outside of the cluster need the new certificate before the old one ends; with a new key, before the old one is taken"
                                + " away.",
                        "An interrupted replacement must be left to the operator; don't upgrade or change anything else meanwhile."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#renewing-your-own-ca-certificates-str")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(OwnAuthorities.choice(OwnAuthorities.first(target, cluster, Authority::own)), REPLACE);
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Authority.of(c).stream().anyMatch(Authority::own)
                ? Standing.restartable(c, view)
                : List.of(OwnAuthorities.none());
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Authority authority = Authority.of(c, request.input("authority"));
        boolean newKey = request.yes("replace-key");
        if (!authority.own()) {
            throw refused(instance, "the operator makes " + authority.id() + " itself", "runbook renew-certificates");
        }
        if (newKey) {
            OwnAuthorities.underWay(c, view).ifPresent(k -> {
                throw refused(instance, k.reason(), k.lift());
            });
        }
        OwnAuthorities.successor(authority, newKey, this, instance, view).steps(false, view, draft);
        if (newKey) {
            OwnAuthorities.replaced(authority, draft);
        } else {
            draft.consequence("clients trust it as before: key and name stay");
        }
        Steps.windows(c, draft);
        return draft.plan((newKey ? "Replace the key of your own " : "Renew your own ") + authority.id() + " of "
                + instance.id().display());
    }
}
