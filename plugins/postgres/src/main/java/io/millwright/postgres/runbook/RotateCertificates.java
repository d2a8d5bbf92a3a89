package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Has the operator make new certificates before it would do so by itself. */
final class RotateCertificates extends ClusterRunbook {
    RotateCertificates() {
        super(new RunbookInfo(
                "rotate-certificates",
                "Rotate certificates",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Deletes Secrets with certificates that the operator made, so that it makes new ones and the instances reload them.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.choice(
                        "which",
                        "Which",
                        "The servers' certificate, that of replication, both, or the authority with both.",
                        "server",
                        "replication",
                        "both",
                        "authority")),
                List.of(
                        "A new authority has a new key: clients that verify by the old one (sslmode verify-ca, verify-full) fail until they"
                                + " have the new ca.crt.",
                        "The operator renews its certificates by itself 7 days before their end: this is for a lost key, or a test."),
                List.of("https://cloudnative-pg.io/docs/current/certificates")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String which = request.input("which").isEmpty() ? "server" : request.input("which");
        for (String field : List.of("serverTLSSecret", "serverCASecret", "clientCASecret", "replicationTLSSecret")) {
            c.object().text("spec", "certificates", field).ifPresent(name -> {
                throw refused(
                        request.instance(),
                        "Secret " + name + " (spec.certificates." + field
                                + ") isn't the operator's: nobody would make it anew",
                        "Replace what is in that Secret; with label cnpg.io/reload=true the instances reload it.");
            });
        }
        List<String> parts = switch (which) {
            case "replication" -> List.of("-replication");
            case "both" -> List.of("-server", "-replication");
            case "authority" -> List.of("-ca", "-server", "-replication");
            default -> List.of("-server");
        };
        draft.step(Steps.settled(c));
        parts.forEach(p -> Secrets.renew(c, c.name() + p, request.instance(), info().title(), view, draft));
        draft.step(Steps.reload(c, request.token()))
                .step(Steps.settledAgain(c))
                .consequence("restarts none: the instances reload")
                .consequence("there is no undo: the former keys are nowhere any more");
        if (which.equals("authority")) {
            draft.risk(
                    "authority",
                    "Clients that verify the server's certificate need the new ca.crt",
                    "It is in Secret " + c.name() + "-ca. Until they have it their connections are refused.");
        } else {
            draft.danger(Danger.REVERSIBLE);
        }
        return draft.plan("Rotate certificates (" + which + ") of "
                + request.instance().id().display());
    }
}
