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
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares a database inside a cluster. */
final class CreateDatabase extends ClusterRunbook {
    private static final Parameter NAME = Ask.required(Ask.text(
            "database", "Database", "Name of the new database.", ClusterSpec.IDENTIFIER, "a lower-case identifier"));

    CreateDatabase() {
        super(new RunbookInfo(
                "create-database",
                "Add a database",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Declares a database of the cluster, its owner and its extensions; the operator makes it and keeps it so.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        NAME,
                        Ask.required(Ask.text(
                                "owner",
                                "Owner",
                                "Role that owns it; it must exist.",
                                ClusterSpec.IDENTIFIER,
                                "a lower-case identifier")),
                        Ask.text(
                                "extensions",
                                "Extensions",
                                "Extensions to create in it: name, name.",
                                "[a-z0-9_-]+(, ?[a-z0-9_-]+)*",
                                "names with commas between")),
                List.of(
                        "Undo deletes the declaration; the database itself stays, with its data.",
                        "An owner that doesn't exist shows as a message of the declaration, and nothing is made."),
                List.of("https://cloudnative-pg.io/docs/current/declarative_database_management")));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return Declared.constraints(atRest(c, view), Cnpg.DATABASE, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String database = request.input("database");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("cluster", Tree.of("name", c.name()));
        spec.put("name", database);
        spec.put("owner", request.input("owner"));
        spec.put("ensure", "present");
        spec.put("databaseReclaimPolicy", "retain");
        List<Object> extensions = new ArrayList<>();
        for (String extension : request.input("extensions").isBlank()
                ? new String[0]
                : request.input("extensions").split(",")) {
            extensions.add(Tree.of("name", extension.strip(), "ensure", "present"));
        }
        if (!extensions.isEmpty()) {
            spec.put("extensions", extensions);
        }
        Resource declared =
                Resource.of(Cnpg.DATABASE, c.namespace(), Declared.name(c, database), Tree.of("spec", spec));
        Declared.steps(c, declared, Cnpg.DATABASE, request.instance(), view, draft);
        draft.consequence("makes database " + database + ", owned by " + request.input("owner"))
                .consequence("undo deletes the declaration; the database and its data stay");
        return draft.plan(
                "Add database " + database + " to " + request.instance().id().display());
    }
}
