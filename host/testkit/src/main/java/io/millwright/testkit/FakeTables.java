package io.millwright.testkit;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of the names of objects, of the kinds that tests need. Nothing ever changes. */
public record FakeTables(ClusterView view) implements Tables {
    @Override
    public Optional<Served> find(String word) {
        return Stream.of(Kind.NAMESPACE, Kind.POD, Kind.CONFIG_MAP, Kind.SECRET, Kind.DEPLOYMENT)
                .map(k -> new Served(k, k.kind().toLowerCase(Locale.ROOT), List.of()))
                .filter(s -> s.is(word))
                .findFirst();
    }

    @Override
    public Position list(Query query, RowListener listener) {
        Map<String, List<Row>> parts = view
                .list(
                        query.served().kind(),
                        query.namespace().isEmpty() ? Selector.ALL : Selector.in(query.namespace()))
                .stream()
                .map(this::row)
                .collect(Collectors.groupingBy(Row::namespace, TreeMap::new, Collectors.toList()));
        listener.columns(List.of(new ObjectTable.Column("Name", false)));
        parts.forEach(listener::listed);
        listener.complete(Set.copyOf(parts.keySet()));
        return new Position(Map.of("", "1"));
    }

    private Row row(Resource object) {
        return new Row(view.cluster(), object.namespace(), object.name(), List.of(object.name()), object.uid(), 0, 0);
    }

    /** Waits to be interrupted. */
    @Override
    public void watch(Query query, Position from, RowListener listener) throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }
}
