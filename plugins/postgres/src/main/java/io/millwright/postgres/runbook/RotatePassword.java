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

/** Has the operator make a new password. Nothing here ever sees it. */
final class RotatePassword extends ClusterRunbook {
    RotatePassword() {
        super(new RunbookInfo(
                "rotate-password",
                "Rotate a password",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Deletes the Secret that the operator made, so that it makes a new one with a new password and sets that in the database.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.choice(
                        "role",
                        "Role",
                        "Whose password: the application's owner, or the superuser.",
                        "app",
                        "superuser")),
                List.of(
                        "The old password is refused at once: applications must read the Secret again.",
                        "Without an outage it needs a second role: make one, move the applications, then rotate."),
                List.of("https://cloudnative-pg.io/docs/current/applications")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String role = request.input("role").isEmpty() ? "app" : request.input("role");
        Optional<String> own = role.equals("app")
                ? c.object()
                        .text("spec", "bootstrap", "initdb", "secret", "name")
                        .or(() -> c.object().text("spec", "bootstrap", "recovery", "secret", "name"))
                : c.object().text("spec", "superuserSecret", "name");
        own.ifPresent(name -> {
            throw refused(
                    request.instance(),
                    "its password is in Secret " + name + ", which isn't the operator's: nobody would make it anew",
                    "Write a new password into that Secret; with label cnpg.io/reload=true the operator sets it.");
        });
        if (role.equals("superuser")
                && !c.object().flag("spec", "enableSuperuserAccess").orElse(false)) {
            throw refused(
                    request.instance(),
                    "the superuser has no password: enableSuperuserAccess is false",
                    "There is nothing to rotate.");
        }
        String name = c.name() + "-" + role;
        draft.step(Steps.settled(c));
        Secrets.renew(c, name, request.instance(), info().title(), view, draft);
        draft.step(Steps.reload(c, request.token()))
                .step(Steps.settledAgain(c))
                .consequence("applications with the old password can't log in any more until they read Secret " + name)
                .consequence("connections that are open stay open; restarts none")
                .consequence("there is no undo: the old password is nowhere any more");
        return draft.plan("Rotate the password of " + role + " of "
                + request.instance().id().display());
    }
}
