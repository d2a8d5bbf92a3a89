package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares a role of a cluster; its password comes from a Secret that is there already. */
final class CreateRole extends ClusterRunbook {
    CreateRole() {
        super(new RunbookInfo(
                "create-role",
                "Add a role",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Declares a role that may log in; the operator makes it, sets the password that a Secret holds, and keeps it so.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.required(Ask.text(
                                "role",
                                "Role",
                                "Name of the new role.",
                                ClusterSpec.IDENTIFIER,
                                "a lower-case identifier")),
                        Ask.name(
                                "secret",
                                "Secret",
                                "Secret with username and password, in the cluster's namespace; empty: the role has no password.",
                                253),
                        Ask.yesNo("create-databases", "Databases", "Whether it may create databases.", false)),
                List.of(
                        "The Secret's username must be the role's name, without a line end.",
                        "A role that the Cluster manages already (spec.managed.roles) must not be declared a second time."),
                List.of("https://cloudnative-pg.io/docs/current/declarative_role_management")));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return Declared.constraints(atRest(c, view), Cnpg.DATABASE_ROLE, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String role = request.input("role");
        boolean managed = c.object().items("spec", "managed", "roles").stream()
                .anyMatch(r -> r.text("name").orElse("").equals(role));
        if (managed) {
            throw refused(
                    request.instance(),
                    "the Cluster manages role " + role + " already",
                    "Change it in spec.managed.roles, or take it out of there first.");
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("cluster", Tree.of("name", c.name()));
        spec.put("name", role);
        spec.put("login", true);
        if (request.yes("create-databases")) {
            spec.put("createdb", true);
        }
        String secret = request.input("secret");
        if (secret.isEmpty()) {
            draft.risk("no-password", "The role has no password", "It can't log in with one until a Secret is given.");
        } else {
            password(c, request, secret, view);
            spec.put("passwordSecret", Tree.of("name", secret));
        }
        Resource declared =
                Resource.of(Cnpg.DATABASE_ROLE, c.namespace(), Declared.name(c, role), Tree.of("spec", spec));
        Declared.steps(c, declared, Cnpg.DATABASE_ROLE, request.instance(), view, draft);
        draft.consequence("makes role " + role).consequence("undo deletes the declaration");
        return draft.plan("Add role " + role + " to " + request.instance().id().display());
    }

    private void password(PgCluster c, Request request, String name, ClusterView view) {
        Resource secret = view.get(ObjectRef.of(Kind.SECRET, c.namespace(), name))
                .orElseThrow(() -> refused(
                        request.instance(),
                        "Secret " + name + " is not there",
                        "Make it first: kubectl -n " + c.namespace() + " create secret generic " + name
                                + " --type=kubernetes.io/basic-auth --from-literal=username=" + request.input("role")
                                + " --from-literal=password=…"));
        for (String key : List.of("username", "password")) {
            if (secret.text("data", key).isEmpty()) {
                throw refused(request.instance(), "Secret " + name + " has no key " + key, "Add it.");
            }
        }
    }
}
