package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.HbaRules;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides who may connect from where, and how they prove who they are: the cluster's own lines of {@code pg_hba.conf}. */
final class SetHbaRules extends ClusterRunbook {
    private static final Parameter RULES = Ask.text(
            "rules",
            "Rules",
            "All rules in their order, with semicolons between: TYPE DATABASE USER ADDRESS METHOD; empty: none of one's own.",
            "[^#\\n\\r\"]*",
            "rules of pg_hba.conf with semicolons between");

    /** Seconds. A command in a pod is given up after 60: the server must have said before what it lacks. */
    private static final int ROUNDS = 45;

    SetHbaRules() {
        super(new RunbookInfo(
                "set-hba-rules",
                "Set client authentication",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Sets the cluster's own rules in pg_hba.conf, who may connect from where and by which proof, and waits until every instance has"
                        + " read them.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(RULES),
                List.of(
                        "The first rule that fits decides: a rule too wide hides those after it.",
                        "After one's own rules comes the operator's: everybody, from everywhere, by password. Who isn't to get in needs a rule with"
                                + " reject.",
                        "Open connections stay as they are: rules count for new ones.",
                        "Poolers connect too: a rule that turns their addresses away turns all their clients away."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/postgresql_conf#the-pg_hba-section",
                        "https://www.postgresql.org/docs/current/auth-pg-hba-conf.html")));
    }

    private static List<String> present(PgCluster c) {
        return c.object().texts("spec", "postgresql", "pg_hba");
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(SetHbaRules::present)
                .filter(rules -> !rules.isEmpty())
                .map(rules -> Ask.with(RULES, HbaRules.text(rules), "as they are"))
                .orElse(RULES));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        List<String> rules = HbaRules.parse(request.input(RULES.id()));
        List<String> present = present(c);
        if (rules.equals(present)) {
            throw refused(request.instance(), "nothing would change", "Give other rules.");
        }
        List<String> added = rules.stream().filter(r -> !present.contains(r)).toList();
        List<String> gone = present.stream().filter(r -> !rules.contains(r)).toList();
        draft.step(Steps.settled(c)).step(set(c, rules));
        c.object()
                .texts("status", "instanceNames")
                .forEach(pod -> draft.step(Steps.command(
                        c,
                        pod,
                        "read-by-" + pod,
                        pod + " has read the rules",
                        "PostgreSQL goes on with its former rules when one of the new ones is wrong, and says so in its log alone.",
                        Steps.psql("postgres", read(rules, gone)),
                        Check.all(),
                        Duration.ofMinutes(3))));
        draft.step(Steps.settledAgain(c));
        added.forEach(r -> draft.consequence("adds   " + r));
        gone.forEach(r -> draft.consequence("removes " + r));
        if (added.isEmpty() && gone.isEmpty()) {
            draft.consequence("changes the order of " + rules.size() + " rules");
        }
        draft.consequence("restarts none, and ends no connection").consequence("undo sets the former rules");
        if (rules.stream().anyMatch(HbaRules::trusts)) {
            draft.risk(
                    "trust",
                    "Method trust lets in whoever says to be that user",
                    "Nothing is asked of them, not even from where the rule allows it. Choose scram-sha-256 or cert.");
        }
        if (rules.stream().anyMatch(HbaRules::shutsEverybodyOut)) {
            draft.risk(
                    "reject",
                    "Whoever no rule before it lets in is turned away",
                    "Applications and poolers must be among those rules.");
        }
        return draft.plan(
                "Set client authentication of " + request.instance().id().display() + ": " + rules.size() + " rules");
    }

    private static Step set(PgCluster c, List<String> rules) {
        if (!rules.isEmpty()) {
            return Steps.set(
                    c,
                    "rules",
                    "spec.postgresql.pg_hba, " + rules.size() + " rules",
                    "The operator writes them into every instance's pg_hba.conf, between its own, and has it read again.",
                    Tree.of("postgresql", Tree.of("pg_hba", rules)));
        }
        return Step.change(
                "rules",
                "Cluster " + c.namespace() + "/" + c.name() + "  spec.postgresql.pg_hba away",
                "Only the operator's own rules are left.",
                new Action.Patch(c.ref(), Map.of(), List.of("spec/postgresql/pg_hba"), ""),
                new Check.FieldMatches(c.ref(), List.of("spec", "postgresql", "pg_hba"), Check.Operator.ABSENT, ""),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /**
     * Waits in the server, for less than a command may take, until its file has the rules, without an error, and was read since it was written. The operator writes the
     * file; only the server knows what it made of it.
     */
    private static String read(List<String> rules, List<String> gone) {
        return "do $millwright$ declare wanted text[] := " + array(rules) + "; gone text[] := " + array(gone)
                + "; file text; found text; begin for i in 1.." + ROUNDS + " loop"
                + " file := regexp_replace(pg_read_file(current_setting('hba_file')), '[ \\t]+', ' ', 'g');"
                + " select string_agg(format('line %s: %s', line_number, error), '; ') into found"
                + " from pg_hba_file_rules where error is not null;"
                + " if found is not null then raise exception 'pg_hba.conf isn''t taken: %', found; end if;"
                + " if not exists (select from unnest(wanted) w where position(w in file) = 0)"
                + " and not exists (select from unnest(gone) g where position(E'\\n' || g || E'\\n' in file) > 0)"
                + " and pg_conf_load_time() >= (pg_stat_file(current_setting('hba_file'))).modification then return; end if;"
                + " perform pg_sleep(1); end loop;"
                + " raise exception 'the rules aren''t in % yet', current_setting('hba_file'); end $millwright$";
    }

    private static String array(List<String> rules) {
        return "array["
                + String.join(
                        ", ",
                        rules.stream()
                                .map(r -> "'" + r.replaceAll("\\s+", " ").replace("'", "''") + "'")
                                .toList())
                + "]::text[]";
    }
}
