package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Settings;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes how many pods a pooler has, and what PgBouncer does in them. */
final class ChangePooler extends PoolerRunbook {
    private static final String AS_IT_IS = "as it is";

    ChangePooler() {
        super(new RunbookInfo(
                "change-pooler",
                "Change a connection pooler",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Sets a pooler's number of pods, its mode, and settings of PgBouncer, and waits until its pods have followed.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        POOLER,
                        optional("instances", "Pods", "How many PgBouncer pods; empty: as it is.", 1, 20),
                        Ask.choice(
                                "mode",
                                "Mode",
                                "For how long a client keeps a server connection: session or transaction.",
                                AS_IT_IS,
                                "session",
                                "transaction"),
                        optional(
                                "clients",
                                "Clients",
                                "Client connections for each pod at most; empty: as it is.",
                                10,
                                100_000),
                        optional(
                                "pool-size",
                                "Pool",
                                "Server connections for each user and database; empty: as it is.",
                                1,
                                1000),
                        Ask.text(
                                "set",
                                "Set",
                                "Other settings of PgBouncer: name=value, name=value.",
                                Settings.PAIRS,
                                "name=value pairs with commas between")),
                List.of(
                        "Mode transaction breaks what lives in a session: prepared statements of old drivers, advisory locks, temporary tables.",
                        "Each pool opens up to pool-size connections of each user and database: together they must fit max_connections.",
                        "With fewer pods the clients of the removed ones are disconnected.",
                        "A setting that PgBouncer doesn't take shows only in its pods' logs."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/connection_pooling",
                        "https://www.pgbouncer.org/config.html")));
    }

    private static Parameter optional(String id, String label, String help, long min, long max) {
        return new Parameter(id, label, help, new Parameter.Type.WholeNumber(min, max), Optional.empty(), "", false);
    }

    @Override
    Plan plan(PgCluster c, Resource pooler, Request request, ClusterView view, PlanDraft draft) {
        List<String> words = new ArrayList<>();
        Map<String, Object> spec = new LinkedHashMap<>();
        long present = pooler.number("spec", "instances").orElse(1L);
        long pods = request.input("instances").isEmpty() ? present : request.number("instances");
        if (pods != present) {
            spec.put("instances", pods);
            words.add("pods " + present + " → " + pods);
        }
        Map<String, Object> bouncer = bouncer(pooler, request, words);
        if (!bouncer.isEmpty()) {
            spec.put("pgbouncer", bouncer);
        }
        if (spec.isEmpty()) {
            throw refused(
                    request.instance(), "nothing would change", "Give instances, mode, clients, pool-size or set.");
        }
        String id = pooler.namespace() + "/" + pooler.name();
        Map<String, Object> patch = Tree.of("spec", spec);
        draft.step(Step.change(
                        "pooler",
                        "Pooler " + id + "  " + String.join(", ", words),
                        bouncer.isEmpty()
                                ? "The operator scales its Deployment."
                                : "PgBouncer reads its configuration again in every pod, without a restart.",
                        new Action.Patch(pooler.ref(Cnpg.POOLER), patch, List.of(), ""),
                        new Check.Matches(List.of(Resource.of(Cnpg.POOLER, pooler.namespace(), pooler.name(), patch))),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(ready(ObjectRef.of(Kind.DEPLOYMENT, pooler.namespace(), pooler.name()), pods))
                .consequence(bouncer.isEmpty() ? "restarts none" : "restarts none: PgBouncer reloads")
                .consequence("undo sets the former values");
        if (pods < present) {
            draft.risk(
                    "fewer",
                    "Clients of " + (present - pods) + " pods are disconnected",
                    "They reach the others when they connect again.");
        } else if (bouncer.isEmpty()) {
            draft.danger(Danger.REVERSIBLE);
        }
        if ("transaction".equals(bouncer.get("poolMode"))) {
            draft.risk(
                    "mode",
                    "Clients no longer keep their session between transactions",
                    "What they set, prepare or lock in a session is gone after each transaction.");
        }
        connections(c, pooler, bouncer, pods, draft);
        return draft.plan("Change pooler " + pooler.name() + " of "
                + request.instance().id().display() + ": " + String.join(", ", words));
    }

    private static Map<String, Object> bouncer(Resource pooler, Request request, List<String> words) {
        Map<String, Object> bouncer = new LinkedHashMap<>();
        String mode = pooler.text("spec", "pgbouncer", "poolMode").orElse("session");
        String wanted = request.input("mode");
        if (!wanted.isEmpty() && !wanted.equals(AS_IT_IS) && !wanted.equals(mode)) {
            bouncer.put("poolMode", wanted);
            words.add("mode " + mode + " → " + wanted);
        }
        Map<String, String> present = pooler.textMap("spec", "pgbouncer", "parameters");
        Map<String, String> set = new LinkedHashMap<>(Settings.pairs(request.input("set")));
        if (!request.input("clients").isEmpty()) {
            set.put("max_client_conn", request.input("clients"));
        }
        if (!request.input("pool-size").isEmpty()) {
            set.put("default_pool_size", request.input("pool-size"));
        }
        set.entrySet().removeIf(e -> e.getValue().equals(present.getOrDefault(e.getKey(), "")));
        set.forEach((k, v) -> words.add(k + " " + present.getOrDefault(k, "default") + " → " + v));
        if (!set.isEmpty()) {
            bouncer.put("parameters", set);
        }
        return bouncer;
    }

    /** That many pods are ready, no more and no less. */
    private static Step ready(ObjectRef deployment, long pods) {
        String number = Long.toString(pods);
        return Step.await(
                "ready",
                number + " of " + number + " pods ready",
                "Its own phase says active while its pods crash: only the Deployment tells.",
                Check.all(
                        Check.fieldIs(deployment, number, "spec", "replicas"),
                        Check.fieldIs(deployment, number, "status", "replicas"),
                        Check.fieldIs(deployment, number, "status", "readyReplicas")),
                Duration.ofMinutes(5));
    }

    private static void connections(
            PgCluster c, Resource pooler, Map<String, Object> bouncer, long pods, PlanDraft draft) {
        Resource after = pooler.with(bouncer, "spec", "pgbouncer");
        long pool = after.text("spec", "pgbouncer", "parameters", "default_pool_size")
                .or(() -> pooler.text("spec", "pgbouncer", "parameters", "default_pool_size"))
                .filter(n -> n.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .orElse(20L);
        CreatePooler.connections(c, pods * pool, draft);
    }
}
