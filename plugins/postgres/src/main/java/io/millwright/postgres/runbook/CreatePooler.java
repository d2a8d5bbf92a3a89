package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts PgBouncer before a cluster. */
final class CreatePooler extends ClusterRunbook {
    private static final Parameter NAME =
            Ask.required(Ask.name("name", "Name", "Name of the pooler, its Deployment and its Service.", 63));

    CreatePooler() {
        super(new RunbookInfo(
                "create-pooler",
                "Add a connection pooler",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes PgBouncer pods before the primary or the standbys, and a Service for applications to use instead.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                parameters(NAME),
                List.of(
                        "Mode transaction breaks what lives in a session: prepared statements of old drivers, advisory locks, temporary tables.",
                        "Each pool opens up to pool-size connections of each user and database: together they must fit max_connections.",
                        "It outlives its cluster: runbook uninstall takes it away with it."),
                List.of("https://cloudnative-pg.io/docs/current/connection_pooling")));
    }

    private static List<Parameter> parameters(Parameter name) {
        return List.of(
                name,
                Ask.choice(
                        "type",
                        "Before",
                        "The primary (rw), the standbys (ro), or all instances (r).",
                        "rw",
                        "ro",
                        "r"),
                Ask.choice(
                        "mode",
                        "Mode",
                        "For how long a client keeps a server connection: session or transaction.",
                        "session",
                        "transaction"),
                Ask.with(Ask.number("instances", "Pods", "How many PgBouncer pods.", 1, 20), "2", "survives one"),
                Ask.with(
                        Ask.number("clients", "Clients", "Client connections for each pod at most.", 10, 100_000),
                        "1000",
                        "upstream's example"),
                Ask.with(
                        Ask.number("pool-size", "Pool", "Server connections for each user and database.", 1, 1000),
                        "20",
                        "PgBouncer's default"));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.map(t -> parameters(Ask.with(NAME, t.id().name() + "-pooler-rw", "from the cluster's name")))
                .orElse(info().parameters());
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.hibernationWanted()) {
            found.add(blocks("hibernated", "the cluster is hibernated", "wake it"));
        }
        return found;
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("name");
        for (Kind kind : List.of(Cnpg.POOLER, Cnpg.CLUSTER, Kind.SERVICE, Kind.DEPLOYMENT)) {
            if (view.get(ObjectRef.of(kind, c.namespace(), name)).isPresent()) {
                throw refused(
                        request.instance(),
                        "a " + kind.kind() + " named " + name + " exists already",
                        "Choose another name: pooler, Deployment and Service share it.");
            }
        }
        long pods = request.number("instances");
        Resource pooler = Resource.of(
                Cnpg.POOLER,
                c.namespace(),
                name,
                Tree.of(
                        "spec",
                        Tree.of(
                                "cluster",
                                Tree.of("name", c.name()),
                                "instances",
                                pods,
                                "type",
                                request.input("type"),
                                "pgbouncer",
                                Tree.of(
                                        "poolMode",
                                        request.input("mode"),
                                        "parameters",
                                        Tree.of(
                                                "max_client_conn",
                                                request.input("clients"),
                                                "default_pool_size",
                                                request.input("pool-size"))))));
        ObjectRef deployment = ObjectRef.of(Kind.DEPLOYMENT, c.namespace(), name);
        draft.step(Step.change(
                                "pooler",
                                "Pooler " + c.namespace() + "/" + name + " before " + c.name() + "-"
                                        + request.input("type"),
                                "The operator makes its Deployment, its Service and the user that it asks passwords with.",
                                new Action.Apply(List.of(pooler), false),
                                new Check.Matches(List.of(pooler)),
                                Undo.EXACT,
                                Duration.ofSeconds(30))
                        .before(new Check.Absent(ObjectRef.of(Cnpg.POOLER, c.namespace(), name))))
                .step(Step.await(
                        "ready",
                        pods + " of " + pods + " pods ready",
                        "Its own phase says active while its pods crash: only the Deployment tells.",
                        Check.all(
                                new Check.Exists(deployment),
                                new Check.FieldMatches(
                                        deployment,
                                        List.of("status", "readyReplicas"),
                                        Check.Operator.AT_LEAST,
                                        Long.toString(pods))),
                        Duration.ofMinutes(5)))
                .consequence("creates " + pods + " pods and Service " + name + ", port 5432")
                .consequence("applications use it once their address is " + name + " instead of " + c.name() + "-"
                        + request.input("type"))
                .consequence("undo deletes the pooler");
        connections(c, pods * request.number("pool-size"), draft);
        return draft.plan(
                "Add pooler " + name + " to " + request.instance().id().display());
    }

    /** Says so when one database and user can open more connections than the cluster takes. */
    static void connections(PgCluster c, long opened, PlanDraft draft) {
        long most = c.object()
                .text("spec", "postgresql", "parameters", "max_connections")
                .map(Long::parseLong)
                .orElse(100L);
        if (opened > most) {
            draft.risk(
                    "connections",
                    "One database and user can open " + opened + " connections, and max_connections is " + most,
                    "Choose a smaller pool, or raise max_connections: runbook configure.");
        }
    }
}
