package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Settings;
import io.millwright.postgres.cnpg.Settings.Takes;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
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
import java.util.stream.Stream;

/** Changes PostgreSQL's parameters, and says before which of them need a restart. */
final class Configure extends ClusterRunbook {
    Configure() {
        super(new RunbookInfo(
                "configure",
                "Change parameters",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Sets or removes parameters of PostgreSQL. Most are live within seconds; the plan names those for which every instance restarts.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.text(
                                "set",
                                "Set",
                                "Parameters and their new values: name=value, name=value.",
                                Settings.PAIRS,
                                "name=value pairs with commas between"),
                        Ask.text(
                                "remove",
                                "Remove",
                                "Parameters that go back to their default: name, name.",
                                "[a-z_.]+(, ?[a-z_.]+)*",
                                "names with commas between")),
                List.of(
                        "A value with which PostgreSQL doesn't start leaves the first standby that restarts in a crash loop; the primary goes on,"
                                + " and undo sets the old value again.",
                        "Some parameters are lowered on the primary first: writes stop while it restarts.",
                        "What was set by ALTER SYSTEM or for a role or database still wins."),
                List.of("https://cloudnative-pg.io/docs/current/postgresql_conf")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        Map<String, String> present = c.object().textMap("spec", "postgresql", "parameters");
        Map<String, String> set = new LinkedHashMap<>(Settings.parse(request.input("set")));
        set.entrySet().removeIf(e -> e.getValue().equals(present.getOrDefault(e.getKey(), "")));
        List<String> removed = names(request.input("remove")).stream()
                .filter(present::containsKey)
                .toList();
        if (set.isEmpty() && removed.isEmpty()) {
            throw refused(
                    request.instance(),
                    "nothing would change",
                    "Give set=name=value, or remove=NAME of one that is set.");
        }
        ClusterSpec.memory(
                set, c.object().text("spec", "resources", "requests", "memory").orElse(""));
        List<String> changed =
                Stream.concat(set.keySet().stream(), removed.stream()).toList();
        List<String> restart = Settings.atStart(changed);
        List<String> unknown =
                changed.stream().filter(n -> Settings.takes(n) == Takes.UNKNOWN).toList();
        draft.step(Steps.settled(c)).step(patch(c, set, removed, present));
        draft.step(Step.await(
                "live",
                restart.isEmpty() ? "the parameters are live" : "the parameters are live after a restart",
                "Each instance says so itself: the Cluster can read healthy before anything has happened.",
                Questions.parametersLive(c, set),
                Duration.ofMinutes(restart.isEmpty() && unknown.isEmpty() ? 5 : 10 + 5 * c.wanted())));
        if (restart.isEmpty() && unknown.isEmpty()) {
            draft.step(Steps.settledAgain(c));
        } else {
            Steps.restarted(c, draft);
        }
        told(c, set, restart, unknown, present, draft);
        return draft.plan("Change " + String.join(", ", changed) + " of "
                + request.instance().id().display());
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.isBlank() ? new String[0] : text.split(",")) {
            Settings.changeable(name.strip());
            names.add(name.strip());
        }
        return names;
    }

    private static Step patch(PgCluster c, Map<String, String> set, List<String> removed, Map<String, String> present) {
        List<String> words = new ArrayList<>();
        set.forEach((k, v) -> words.add(k + " " + present.getOrDefault(k, "default") + " → " + v));
        removed.forEach(k -> words.add(k + " " + present.getOrDefault(k, "") + " → default"));
        Map<String, Object> spec = set.isEmpty()
                ? Map.of()
                : Tree.of("spec", Tree.of("postgresql", Tree.of("parameters", new LinkedHashMap<>(set))));
        List<Check> done = new ArrayList<>();
        if (!set.isEmpty()) {
            done.add(new Check.Matches(List.of(Resource.of(Cnpg.CLUSTER, c.namespace(), c.name(), spec))));
        }
        removed.forEach(k -> done.add(new Check.FieldMatches(
                c.ref(), List.of("spec", "postgresql", "parameters", k), Check.Operator.ABSENT, "")));
        return Step.change(
                "parameters",
                "Cluster " + c.namespace() + "/" + c.name() + "  " + String.join(", ", words),
                "The operator writes them into every instance's configuration.",
                new Action.Patch(
                        c.ref(),
                        spec,
                        removed.stream()
                                .map(k -> "spec/postgresql/parameters/" + k)
                                .toList(),
                        ""),
                new Check.All(done),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private static void told(
            PgCluster c,
            Map<String, String> set,
            List<String> restart,
            List<String> unknown,
            Map<String, String> present,
            PlanDraft draft) {
        List<String> lowered = set.entrySet().stream()
                .filter(e -> Settings.lowers(e.getKey(), present.getOrDefault(e.getKey(), ""), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (restart.isEmpty()) {
            draft.consequence("restarts none: the change is reloaded");
            draft.danger(unknown.isEmpty() ? Danger.REVERSIBLE : Danger.DISRUPTIVE);
        } else {
            draft.consequence("restarts " + c.wanted() + " instances for " + String.join(", ", restart) + ", "
                            + (lowered.isEmpty() ? "the primary last" : "the primary first"))
                    .consequence(
                            c.wanted() == 1
                                    ? "the database is down meanwhile"
                                    : "writes stop while the primary restarts");
        }
        if (!unknown.isEmpty()) {
            draft.risk(
                    "extension",
                    String.join(", ", unknown) + " belongs to an extension",
                    "Only the server knows whether it is reloaded or needs a restart.");
        }
        if (!lowered.isEmpty()) {
            draft.risk(
                    "lowered",
                    String.join(", ", lowered) + " is lowered",
                    "The operator restarts the primary first, and then every standby.");
        }
        draft.consequence("undo sets the former values" + (restart.isEmpty() ? "" : ", with another restart"));
    }
}
