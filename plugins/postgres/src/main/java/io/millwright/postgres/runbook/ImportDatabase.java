package io.millwright.postgres.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a new cluster that takes over what another PostgreSQL holds, by a dump of it; that one is only read. */
final class ImportDatabase implements Runbook {
    /** A service of a cluster of the same operator: its version and state can be read beforehand. */
    private static final Pattern SERVICE =
            Pattern.compile("([a-z0-9-]+)-(?:rw|ro|r)(?:\\.([a-z0-9-]+)(?:\\.svc(?:\\..+)?)?)?");

    private final RunbookInfo info;
    private final ClusterSpec specs;

    ImportDatabase(Catalogue catalogue) {
        this.specs = new ClusterSpec(catalogue);
        List<Parameter> parameters = new ArrayList<>(ImportSource.parameters());
        parameters.addAll(specs.parameters());
        this.info = new RunbookInfo(
                "import",
                "Import a PostgreSQL",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a new cluster of what another PostgreSQL holds, wherever that runs: tries it first, copies one database or several with"
                        + " their roles, and compares the copy with it.",
                Optional.empty(),
                parameters,
                List.of(
                        "What is written to the source after the copy has begun isn't in the new cluster: stop its writers first.",
                        "The dump lies in the new data volume while it is read in: about as much room again as the data.",
                        "Applications must be moved by hand, and their passwords with microservice are new: Secret NAME-app.",
                        "With microservice owners and rights of the source aren't taken over; with monolith superusers become ordinary roles.",
                        "Extensions of the source must be in the new image, or the import ends with PostgreSQL's error."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/database_import",
                        "https://www.postgresql.org/docs/current/app-pgdump.html"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return CreateCluster.unoperated(cluster);
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace").isEmpty() ? request.namespace() : request.input("namespace");
        if (namespace.isEmpty()) {
            throw refused("cluster " + cluster.cluster(), "no namespace is given", "Give a namespace.");
        }
        ObjectRef ref = ObjectRef.of(Cnpg.CLUSTER, namespace, request.input("name"));
        if (cluster.get(ref).isPresent()) {
            throw refused(
                    ref.display(), "it exists already, and only a new cluster can import", "Choose another name.");
        }
        CreateCluster.beginEmpty("plan 'Import a PostgreSQL'", ref, cluster);
        StorageClasses.require(request.input("storage-class"), cluster);
        ImportSource source = ImportSource.of(request);
        source.requireSecrets(namespace, cluster);
        String major = Version.of(specs.version(request)).major();
        Map<String, Object> spec = spec(request, source);
        String image = String.valueOf(spec.get("imageName"));
        PlanDraft draft = new PlanDraft(
                info, request, PlanDraft.making(Cnpg.TOOL, cluster.cluster(), ref, specs.version(request)));
        known(source, namespace, major, cluster, draft);
        draft.step(Step.require(
                "operator",
                "an operator runs",
                "Without one nobody takes up the new cluster.",
                Questions.operatorAvailable()));
        long bytes = Bytes.quantity(request.input("size")).orElse(Long.MAX_VALUE);
        OneJob.steps(
                ImportJobs.attempt(ref, request.token(), image, major, bytes, source),
                "try",
                "the source answers and can be imported",
                "Reachability, password, version, rights and size are known only from beside the new cluster.",
                Duration.ofMinutes(5),
                draft);
        create(ref, spec, request.number("instances"), bytes, draft);
        proof(ref, request, image, source, draft);
        told(ref, source, request.number("instances"), draft);
        return draft.plan("Import " + String.join(", ", source.databases()) + " of " + source.words()
                + " into postgres " + namespace + "/" + ref.name() + " on " + cluster.cluster());
    }

    private Map<String, Object> spec(Request request, ImportSource source) {
        Map<String, Object> spec = specs.spec(request);
        Map<String, Object> initdb = new LinkedHashMap<>();
        if (!source.whole()) {
            // Taken over whole, databases and owners are the source's; an application's database beside them would be
            // empty.
            initdb.put("database", database(request));
            initdb.put("owner", owner(request));
        }
        initdb.put("dataChecksums", true);
        initdb.put("import", source.imported(request.yes("schema-only")));
        spec.put("bootstrap", Tree.of("initdb", initdb));
        spec.put("externalClusters", List.of(source.external()));
        return spec;
    }

    private static String database(Request request) {
        return request.input("database").isEmpty() ? "app" : request.input("database");
    }

    private static String owner(Request request) {
        return request.input("owner").isEmpty() ? "app" : request.input("owner");
    }

    /** Of a source under the same operator some things are known before anything is asked. */
    private void known(ImportSource source, String namespace, String major, ClusterView view, PlanDraft draft) {
        Matcher service = SERVICE.matcher(source.host());
        Optional<PgCluster> cluster = service.matches()
                ? PgCluster.read(view, Optional.ofNullable(service.group(2)).orElse(namespace), service.group(1))
                : Optional.empty();
        cluster.ifPresent(c -> {
            String from = c.version().map(Version::major).orElse("");
            if (!from.isEmpty() && Integer.parseInt(from) > Integer.parseInt(major)) {
                throw refused(
                        "Cluster " + c.namespace() + "/" + c.name(),
                        "it is PostgreSQL " + from + ", and the new cluster would be " + major,
                        "Choose version " + from + " or newer.");
            }
            if (c.hibernationWanted() || c.currentPrimary().isEmpty()) {
                throw refused(
                        "Cluster " + c.namespace() + "/" + c.name(),
                        c.hibernationWanted() ? "it is hibernated" : "it has no primary",
                        "Bring it up first.");
            }
            draft.consequence("reads Cluster " + c.namespace() + "/" + c.name() + ", PostgreSQL " + from
                    + ", which goes on unchanged");
        });
    }

    private static void create(ObjectRef ref, Map<String, Object> spec, long instances, long bytes, PlanDraft draft) {
        Resource object = Resource.of(Cnpg.CLUSTER, ref.namespace(), ref.name(), Tree.of("spec", spec));
        draft.step(Step.change(
                                "cluster",
                                "Cluster " + ref.namespace() + "/" + ref.name(),
                                "Its first instance dumps the source and reads the dump in.",
                                new Action.Create(object),
                                new Check.Matches(List.of(object)),
                                Undo.EXACT,
                                Duration.ofSeconds(60))
                        .before(new Check.Absent(ref)))
                .step(Step.await(
                        "ready",
                        "imported, " + instances + " of " + instances + " instances ready",
                        "The operator calls it healthy only when the import has ended well.",
                        Questions.settled(ref.namespace(), ref.name(), instances),
                        // What dumping and reading in a full volume at 10 MB/s takes, two days at most.
                        Duration.ofMinutes(15 + 5 * instances)
                                .plusSeconds(Math.min(
                                        bytes / (10L << 20), Duration.ofDays(2).toSeconds()))));
        Steps.streaming(ref.namespace(), ref.name(), instances).ifPresent(draft::step);
    }

    private static void proof(ObjectRef ref, Request request, String image, ImportSource source, PlanDraft draft) {
        if (source.whole()) {
            PgCluster made = new PgCluster(Resource.of(Cnpg.CLUSTER, ref.namespace(), ref.name(), Map.of()));
            draft.step(Steps.command(
                    made,
                    ref.name() + "-1",
                    "contents",
                    "databases and roles are there",
                    "The import is proven by what the new cluster holds, not by its being healthy.",
                    Steps.psql("postgres", contents(source)),
                    Questions.settled(ref.namespace(), ref.name(), request.number("instances")),
                    Duration.ofMinutes(1)));
            return;
        }
        boolean none = request.input("compare").equals("none");
        boolean rows = !request.input("compare").equals("tables") && !request.yes("schema-only");
        if (!none) {
            OneJob.steps(
                    ImportJobs.comparison(ref, request.token(), image, rows, database(request), owner(request), source),
                    "compare",
                    rows ? "the same tables, with as many rows each" : "the same tables",
                    "The import is proven by comparing both, not by the new cluster's being healthy.",
                    Duration.ofHours(2),
                    draft);
            draft.consequence(
                    rows
                            ? "counts every row of source and copy at the end"
                            : "compares the names of all tables at the end");
        }
    }

    private static String contents(ImportSource source) {
        return "do $millwright$ declare missing text; begin "
                + absent("database", "pg_database", "datname", source.databases())
                + absent("role", "pg_roles", "rolname", source.roles())
                + "if not exists (select from pg_database where not datistemplate and datname not in ('postgres', 'app')) then"
                + " raise exception 'no database was imported'; end if; end $millwright$";
    }

    /** Names can hold no quotes: their parameter doesn't take any. */
    private static String absent(String what, String table, String column, List<String> names) {
        if (names.isEmpty() || names.contains("*")) {
            return "";
        }
        return "select string_agg(w, ', ') into missing from unnest(string_to_array('" + String.join(",", names)
                + "', ',')) w where not exists (select from " + table + " where " + column
                + " = w); if missing is not null then raise exception '" + what + " % is missing', missing; end if; ";
    }

    private static void told(ObjectRef ref, ImportSource source, long instances, PlanDraft draft) {
        draft.consequence("the source is only read")
                .consequence(
                        "creates " + instances + " pods, their volumes, and services " + ref.name() + "-rw, -ro, -r")
                .consequence("undo deletes the new cluster with its volumes; nothing of the source")
                .risk(
                        "writers",
                        "What is written to the source meanwhile is missing here",
                        "Stop its writers before this begins, and move applications to " + ref.name()
                                + "-rw afterwards.")
                .risk(
                        "no-backup",
                        "The new cluster has no backups",
                        "Set a destination and a schedule before it holds data that matters.");
        if (source.sslMode().equals("disable") || source.sslMode().equals("prefer")) {
            draft.risk(
                    "plain",
                    "Password and data may cross the network unencrypted",
                    "Choose source-tls=require, if the source can encrypt.");
        }
        if (source.whole() && source.roles().isEmpty()) {
            draft.risk(
                    "owners",
                    "No roles are taken over",
                    "A database whose owner isn't there ends the import with PostgreSQL's error.");
        }
    }

    private static ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan 'Import a PostgreSQL'", on, why, next));
    }
}
