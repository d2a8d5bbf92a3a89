package io.millwright.metrics.listing;

import io.millwright.kit.listing.Table;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Silence;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Listing;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The silences that hold now or will. */
public final class SilenceTable implements Listing {
    private static final Info INFO = new Info(
            "silences",
            "Silences",
            List.of(
                    new Column("Silences", false, false),
                    new Column("State", false, false),
                    new Column("Ends", false, false),
                    new Column("By", false, false),
                    new Column("Comment", false, false),
                    new Column("Id", false, true),
                    new Column("Alertmanager", false, true)));

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView view) {
        List<Row> rows = new ArrayList<>();
        for (Server s : Server.all(view, Names.AM)) {
            Optional<ObjectRef> pod = s.readyPod(view);
            if (pod.isEmpty()) {
                continue;
            }
            Api.json(view, pod.get(), s.scheme(), Names.AM_PORT, "/api/v2/silences").items("rows").stream()
                    .map(Silence::new)
                    .filter(x -> !x.state().equals("expired"))
                    .forEach(x -> rows.add(new Row(
                            s.ref(),
                            x.everything() ? Severity.WARNING : Severity.OK,
                            List.of(
                                    x.matchers(),
                                    x.state(),
                                    Table.when(x.object().text("endsAt"), view),
                                    x.object().text("createdBy").orElse("–"),
                                    x.object().text("comment").orElse(""),
                                    x.id(),
                                    s.path()))));
        }
        return rows;
    }
}
