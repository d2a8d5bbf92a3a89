package io.millwright.testkit;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists of the names of objects, of the kinds that tests need. */
public record FakeTables(ClusterView view) implements Tables {
    @Override
    public Optional<Served> find(String word) {
        return Stream.of(Kind.NAMESPACE, Kind.POD, Kind.CONFIG_MAP)
                .map(k -> new Served(k, k.kind().toLowerCase(Locale.ROOT), List.of()))
                .filter(s -> s.is(word))
                .findFirst();
    }

    @Override
    public ObjectTable list(Served served, String namespace, String labels) {
        return new ObjectTable(
                served,
                List.of(new ObjectTable.Column("Name", false)),
                view.list(served.kind(), namespace.isEmpty() ? Selector.ALL : Selector.in(namespace)).stream()
                        .map(o -> new ObjectTable.Row(o.namespace(), List.of(o.name())))
                        .toList());
    }
}
