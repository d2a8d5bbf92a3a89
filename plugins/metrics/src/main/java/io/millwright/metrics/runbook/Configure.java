package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Spans;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes one setting of a Prometheus. */
final class Configure extends ServerRunbook {
    private static final String INTERVAL = "scrape-interval";
    private static final String CLUSTER = "cluster-label";
    private static final String ADMIN = "admin-api";
    private static final List<Parameter> OWN = List.of(
            Ask.choice(
                    "setting",
                    "Setting",
                    "scrape-interval: how often targets are asked, such as 30s. cluster-label: label 'cluster' on all that leaves it. admin-api:"
                            + " true or false.",
                    INTERVAL,
                    CLUSTER,
                    ADMIN),
            Ask.required(Ask.text(
                    "value",
                    "Value",
                    "The new value of the setting.",
                    "[A-Za-z0-9][A-Za-z0-9._-]*",
                    "a time, a word, true or false")));

    Configure() {
        super(
                new RunbookInfo(
                        "configure",
                        "Change a setting",
                        Intent.CONFIGURE,
                        Danger.DISRUPTIVE,
                        "Sets how often targets are asked, the label that names the cluster, or the admin API's switch, and waits until it is loaded.",
                        Optional.of(Names.PROMETHEUS),
                        Change.with(OWN, Optional.empty()),
                        List.of(
                                "A shorter interval makes as much more samples: disk and memory grow with it.",
                                "A new cluster label makes new series in a central store; old ones end.",
                                "The admin API restarts every pod, and lets whoever reaches port 9090 delete samples."),
                        List.of("https://prometheus-operator.dev/docs/api-reference/api/")),
                true);
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return Change.with(OWN, Change.target(target, view));
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String setting = request.input("setting");
        String value = request.input("value");
        boolean admin = setting.equals(ADMIN);
        if (admin && !List.of("true", "false").contains(value)
                || setting.equals(INTERVAL)
                        && Spans.parse(value)
                                .filter(d -> d.compareTo(Duration.ofSeconds(5)) >= 0
                                        && d.compareTo(Duration.ofMinutes(2)) <= 0)
                                .isEmpty()) {
            throw refused(
                    s.path(),
                    "'" + value + "' doesn't fit " + setting,
                    admin ? "Say true or false." : "Say a time from 5s to 2m: above, queries find gaps.");
        }
        Map<String, Object> spec = spec(setting, value);
        Map<String, Object> former = former(s, setting);
        if (spec.equals(former)) {
            throw refused(s.path(), setting + " is " + value + " already", "Give another value.");
        }
        Change.owner(s, draft);
        draft.step(settled(s))
                .step(Change.step(
                        s,
                        request,
                        setting + " → " + value,
                        admin ? "It is a flag of the program." : "The operator renders it into the configuration.",
                        spec,
                        former))
                .step(settledAgain(
                        s,
                        admin
                                ? "Its pods restart one by one and replay their logs."
                                : "The configuration is loaded without a restart.",
                        admin ? s.wanted() : 0));
        if (!admin) {
            draft.danger(Danger.REVERSIBLE);
        }
        return draft.consequence(admin ? "restarts " + s.wanted() + " pods, one by one" : "restarts nothing")
                .plan("Set " + setting + " of " + request.instance().id().display() + " to " + value);
    }

    private static Map<String, Object> spec(String setting, String value) {
        return switch (setting) {
            case ADMIN -> Tree.of("enableAdminAPI", Boolean.parseBoolean(value));
            case CLUSTER -> Tree.of("externalLabels", Tree.of("cluster", value));
            default -> Tree.of("scrapeInterval", value);
        };
    }

    private static Map<String, Object> former(Server s, String setting) {
        return switch (setting) {
            case ADMIN ->
                Tree.of(
                        "enableAdminAPI",
                        s.object().flag("spec", "enableAdminAPI").orElse(false));
            case CLUSTER ->
                s.object()
                        .text("spec", "externalLabels", "cluster")
                        .<Map<String, Object>>map(v -> Tree.of("externalLabels", Tree.of("cluster", v)))
                        .orElse(Map.of());
            default -> Change.now(s, "scrapeInterval");
        };
    }
}
