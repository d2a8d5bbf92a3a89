package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Jobs that ask the source of an import: PostgreSQL's own client beside the new cluster, which is the only place from where it counts. They get
 * the password from its Secret, and write what they found where Kubernetes keeps a container's last words.
 */
final class ImportJobs {
    /** By which the sandbox knows them. */
    static final String LABEL = "millwright.io/import";

    private static final String AUTHORITY = "/source-authority";

    /** Kubernetes makes one of two dollars in a command, and takes the log for the last words of a container that fails and has said none. */
    private static final String TRY = """
            set -eu
            said=$(psql -v ON_ERROR_STOP=1 -qAtX -v target="$TARGET" -v size="$SIZE" -v whole="$WHOLE" -v names="$DATABASES" <<'SQL'
            select set_config('millwright.target', :'target', false), set_config('millwright.size', :'size', false),
                   set_config('millwright.whole', :'whole', false), set_config('millwright.names', :'names', false) \\g /dev/null
            do $attempt$
            declare
              wanted text[] := string_to_array(current_setting('millwright.names'), ',');
              everything boolean := wanted = array['*'];
              missing text;
              bytes numeric;
            begin
              if current_setting('server_version_num')::int / 10000 > current_setting('millwright.target')::int then
                raise exception 'the source is PostgreSQL %, newer than the new cluster', current_setting('server_version');
              end if;
              select string_agg(w, ', ') into missing from unnest(wanted) w
                where not everything and not exists (select from pg_database where datname = w);
              if missing is not null then
                raise exception 'the source has no database %', missing;
              end if;
              if current_setting('millwright.whole') = 'true' and current_setting('is_superuser') <> 'on' then
                raise exception 'user % is no superuser: roles can''t be read without', current_user;
              end if;
              select string_agg(format('%I.%I', n.nspname, c.relname), ', ') into missing from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                  and not (has_schema_privilege(n.oid, 'USAGE')
                           and case when c.relkind = 'S' then has_sequence_privilege(c.oid, 'SELECT') else has_table_privilege(c.oid, 'SELECT') end);
              if missing is not null then
                raise exception 'user % may not read %', current_user, left(missing, 500);
              end if;
              select sum(pg_database_size(datname)) into bytes from pg_database
                where datallowconn and not datistemplate and (everything or datname = any(wanted));
              if bytes > current_setting('millwright.size')::numeric then
                raise exception 'the source holds %, more than the new volume', pg_size_pretty(bytes);
              end if;
            end $attempt$;
            select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ', '
              || (select pg_size_pretty(sum(pg_database_size(datname))) from pg_database
                  where datallowconn and not datistemplate
                    and (:'names' = '*' or datname = any(string_to_array(:'names', ','))))
              || ', extensions ' || (select coalesce(string_agg(extname, ' ' order by extname), 'none') from pg_extension);
            SQL
            )
            printf '%s' "$said" > /dev/termination-log
            """;

    private static final String COMPARE = """
            set -eu
            tables() {
              psql -v ON_ERROR_STOP=1 -qAtX > /tmp/tables <<SQL
            begin isolation level repeatable read read only;
            select format($WHAT, format('%I.%I', n.nspname, c.relname), format('%I.%I', n.nspname, c.relname))
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
              order by 1 \\\\gexec
            commit;
            SQL
              LC_ALL=C sort /tmp/tables
            }
            tables > /tmp/source
            umask 077
            printf '%s' "$COPY_PASSWORD" | sed 's/[\\\\:]/\\\\&/g; s/^/*:*:*:*:/' > /tmp/pass
            unset PGPASSWORD
            export PGPASSFILE=/tmp/pass PGHOST="$COPY_HOST" PGPORT=5432 PGDATABASE="$COPY_DATABASE" PGUSER="$COPY_USER" PGSSLMODE=require
            tables > /tmp/copy
            if different=$(LC_ALL=C comm -3 /tmp/source /tmp/copy | head -c 1500) && test -n "$different"; then
              printf 'source on the left, copy on the right:\\n%s\\n' "$different" | tee /dev/termination-log
              test -z "$different"
            fi
            printf '%s tables alike' "$(wc -l < /tmp/source)" > /dev/termination-log
            """;

    private ImportJobs() {}

    /** Looks whether the source answers, holds what is asked for, can be read by the user, and fits. */
    static Resource attempt(
            ObjectRef cluster, String token, String image, String major, long bytes, ImportSource source) {
        List<Object> variables = connection(source);
        variables.add(variable("TARGET", major));
        variables.add(variable("SIZE", Long.toString(bytes)));
        variables.add(variable("WHOLE", Boolean.toString(source.whole())));
        variables.add(variable("DATABASES", String.join(",", source.databases())));
        return job(cluster, "try", token, image, TRY, variables, 120, source);
    }

    /** Compares the tables of source and copy, and how many rows each has, or only their names. */
    static Resource comparison(
            ObjectRef cluster,
            String token,
            String image,
            boolean rows,
            String database,
            String owner,
            ImportSource source) {
        List<Object> variables = connection(source);
        variables.add(variable("WHAT", rows ? "'select %L, count(*) from %s'" : "'select %L /* %s */'"));
        variables.add(variable("COPY_HOST", cluster.name() + "-rw"));
        variables.add(variable("COPY_DATABASE", database));
        variables.add(variable("COPY_USER", owner));
        variables.add(secret("COPY_PASSWORD", cluster.name() + "-app", "password"));
        return job(cluster, "compare", token, image, COMPARE, variables, 7200, source);
    }

    private static List<Object> connection(ImportSource source) {
        List<Object> variables = new ArrayList<>(List.of(
                variable("PGHOST", source.host()),
                variable("PGPORT", source.port()),
                variable("PGUSER", source.user()),
                variable("PGDATABASE", source.entrance()),
                variable("PGSSLMODE", source.sslMode()),
                variable("PGCONNECT_TIMEOUT", "15"),
                secret("PGPASSWORD", source.secret(), source.key())));
        if (!source.authority().isEmpty()) {
            variables.add(variable("PGSSLROOTCERT", AUTHORITY + "/ca.crt"));
        }
        return variables;
    }

    private static Map<String, Object> variable(String name, String value) {
        return Tree.of("name", name, "value", value);
    }

    private static Map<String, Object> secret(String name, String secret, String key) {
        return Tree.of("name", name, "valueFrom", Tree.of("secretKeyRef", Tree.of("name", secret, "key", key)));
    }

    private static Resource job(
            ObjectRef cluster,
            String purpose,
            String token,
            String image,
            String script,
            List<Object> variables,
            long seconds,
            ImportSource source) {
        Map<String, Object> container =
                Tree.of("name", "client", "image", image, "command", List.of("sh", "-c", script), "env", variables);
        List<Object> volumes = new ArrayList<>();
        if (!source.authority().isEmpty()) {
            container.put(
                    "volumeMounts", List.of(Tree.of("name", "authority", "mountPath", AUTHORITY, "readOnly", true)));
            volumes.add(Tree.of(
                    "name",
                    "authority",
                    "secret",
                    Tree.of(
                            "secretName",
                            source.authority(),
                            "items",
                            List.of(Tree.of("key", "ca.crt", "path", "ca.crt")))));
        }
        return OneJob.of(
                cluster.namespace(),
                cluster.name() + "-" + purpose + "-" + token,
                Tree.of(LABEL, purpose),
                container,
                volumes,
                seconds);
    }
}
