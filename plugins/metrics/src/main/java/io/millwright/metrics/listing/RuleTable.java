package io.millwright.metrics.listing;

import io.millwright.kit.listing.Table;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Selection;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;

/** The rules, and whether a Prometheus selects them. */
public final class RuleTable extends Table {
    public RuleTable() {
        super("rules", "Rules", Names.RULE, "Name", "Selected", "#Groups", "#Alerts", "#Records");
    }

    @Override
    protected Row row(Resource rule, ClusterView view) {
        long selected = selecting(rule, "rule", view);
        return new Row(
                rule.ref(Names.RULE),
                selected == 0 ? Severity.WARNING : Severity.OK,
                List.of(
                        rule.namespace() + "/" + rule.name(),
                        selected == 0 ? "by nobody" : "yes",
                        Integer.toString(rule.items("spec", "groups").size()),
                        Long.toString(count(rule, "alert")),
                        Long.toString(count(rule, "record"))));
    }

    /** How many Prometheus select that object. */
    static long selecting(Resource object, String word, ClusterView view) {
        return Server.all(view, Names.PROM).stream()
                .filter(s -> Selection.of(s, word)
                        .selects(
                                object,
                                n -> view.get(ObjectRef.of(Kind.NAMESPACE, "", n))
                                        .map(x -> x.textMap("metadata", "labels"))
                                        .orElse(Map.of())))
                .count();
    }

    private static long count(Resource rule, String field) {
        return rule.items("spec", "groups").stream()
                .flatMap(g -> g.items("rules").stream())
                .filter(r -> r.text(field).isPresent())
                .count();
    }
}
