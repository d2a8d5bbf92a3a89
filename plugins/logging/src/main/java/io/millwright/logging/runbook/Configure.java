package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changes one setting of an Elasticsearch that needs no restart. */
final class Configure extends EsRunbook {
    Configure() {
        super(
                new RunbookInfo(
                        "configure",
                        "Change a setting",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        "Sets whether volumes outlive the Elasticsearch, or how many nodes may be away at once. No node restarts.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(
                                Ask.choice(
                                        "setting",
                                        "Setting",
                                        "keep-volumes: true or false. max-unavailable: nodes that may restart at once, a number from 1.",
                                        "keep-volumes",
                                        "max-unavailable"),
                                Ask.required(Ask.text(
                                        "value",
                                        "Value",
                                        "The new value of the setting.",
                                        "true|false|[1-9][0-9]?",
                                        "true, false or a number from 1 to 99"))),
                        List.of("Without kept volumes, deleting the Elasticsearch deletes all logs."),
                        List.of("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/update-strategy")),
                "any");
    }

    @Override
    boolean worksPaused() {
        return true;
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        String value = request.input("value");
        boolean volumes = request.input("setting").equals("keep-volumes");
        if (volumes == value.matches("[0-9]+")) {
            throw refused(
                    e.name(),
                    "'" + value + "' doesn't fit " + request.input("setting"),
                    volumes ? "Say true or false." : "Say a number.");
        }
        if (volumes) {
            String policy = value.equals("true") ? Names.KEEP_VOLUMES : Names.DROP_VOLUMES;
            draft.step(set(
                    e,
                    "set",
                    "volumeClaimDeletePolicy → " + policy,
                    "The operator gives or takes itself the volumes.",
                    Tree.of("volumeClaimDeletePolicy", policy),
                    Undo.EXACT));
            List<String> claims = e.claims(view).stream().map(Resource::name).toList();
            if (value.equals("true") && !claims.isEmpty() && !e.paused()) {
                draft.step(Step.await(
                        "kept",
                        claims.size() + " volumes belong to nobody",
                        "Until then they would still be deleted.",
                        Questions.claimsKept(e.namespace(), claims),
                        Duration.ofMinutes(5)));
            }
            if (value.equals("false")) {
                draft.risk(
                        "volumes",
                        "Volumes go with the Elasticsearch",
                        "Deleting it, its namespace or its definition deletes all logs.");
            }
        } else {
            draft.step(set(
                    e,
                    "set",
                    "changeBudget.maxUnavailable → " + value,
                    "It counts from the next restart on.",
                    Tree.of(
                            "updateStrategy",
                            Tree.of("changeBudget", Tree.of("maxUnavailable", Long.parseLong(value)))),
                    Undo.EXACT));
        }
        return draft.consequence("restarts nothing")
                .plan("Set " + request.input("setting") + " of "
                        + request.instance().id().display() + " to " + value);
    }
}
