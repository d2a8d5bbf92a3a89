package io.millwright.testkit;

import io.millwright.engine.Redaction;
import io.millwright.engine.browse.Computed;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of the names of objects, of the kinds that tests need, and of what is computed from them. Nothing ever changes. */
public record FakeTables(ClusterView view) implements Tables {
    private static final String NAMED = "metadata.name=";

    @Override
    public Optional<Served> find(String word) {
        return kinds().stream().filter(s -> s.is(word)).findFirst();
    }

    @Override
    public List<Served> kinds() {
        return Stream.of(Kind.NAMESPACE, Kind.POD, Kind.CONFIG_MAP, Kind.SECRET, Kind.DEPLOYMENT)
                .map(k -> new Served(k, k.kind().toLowerCase(Locale.ROOT), List.of()))
                .toList();
    }

    @Override
    public Position list(Query query, RowListener listener) {
        Map<String, List<Row>> parts = held(query)
                .map(o -> row(o, query.computed()))
                .collect(Collectors.groupingBy(Row::namespace, TreeMap::new, Collectors.toList()));
        listener.columns(
                Stream.concat(Stream.of("Name"), query.computed().stream().map(Computed::title))
                        .map(title -> new ObjectTable.Column(title, false))
                        .toList());
        parts.forEach(listener::listed);
        listener.complete(Set.copyOf(parts.keySet()));
        return new Position(Map.of("", "1"));
    }

    private Row row(Resource object, List<Computed> computed) {
        List<String> cells = Stream.concat(
                        Stream.of(object.name()),
                        computed.stream()
                                .map(c -> c.path().cell(Redaction.of(object).content(), c.longest())))
                .toList();
        return new Row(view.cluster(), object.namespace(), object.name(), cells, object.uid(), 0, 0);
    }

    /** Those in the query's namespaces, of the name that its field selector asks for. */
    private Stream<Resource> held(Query query) {
        List<String> namespaces = query.namespaces().isEmpty() ? List.of("") : query.namespaces();
        return namespaces.stream()
                .flatMap(n -> view.list(query.served().kind(), Selector.in(n)).stream())
                .filter(o -> !query.fields().startsWith(NAMED) || query.fields().equals(NAMED + o.name()));
    }

    @Override
    public void objects(Query query, Consumer<List<Resource>> parts) {
        held(query).forEach(o -> parts.accept(List.of(o)));
    }

    /** Waits to be interrupted. */
    @Override
    public void watch(Query query, Position from, RowListener listener) throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }
}
