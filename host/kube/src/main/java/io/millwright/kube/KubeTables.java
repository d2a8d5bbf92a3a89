package io.millwright.kube;

import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The lists of one real cluster. */
final class KubeTables implements Tables {
    /** Known to every cluster: asking for them needs no discovery. */
    private static final List<Served> COMMON = List.of(
            TableLists.NAMESPACES,
            new Served(Kind.POD, "pod", List.of("po")),
            new Served(Kind.NODE, "node", List.of("no")),
            new Served(Kind.SERVICE, "service", List.of("svc")),
            new Served(Kind.CONFIG_MAP, "configmap", List.of("cm")),
            new Served(Kind.SECRET, "secret", List.of()),
            new Served(Kind.DEPLOYMENT, "deployment", List.of("deploy")),
            new Served(Kind.STATEFUL_SET, "statefulset", List.of("sts")),
            new Served(Kind.DAEMON_SET, "daemonset", List.of("ds")),
            new Served(Kind.JOB, "job", List.of()));

    private final Transport transport;
    private final KindNames names;
    private final TableLists lists;
    private final Clock clock;
    private final TableWatch.Pauses pauses;
    private final Pulse pulse;

    KubeTables(Transport transport, Clock clock, TableWatch.Pauses pauses) {
        this.transport = transport;
        this.names = new KindNames(transport);
        this.lists = new TableLists(transport, clock);
        this.clock = clock;
        this.pauses = pauses;
        this.pulse = new Pulse(transport, pauses.pulse());
    }

    @Override
    public Optional<Served> find(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        return COMMON.stream().filter(s -> s.is(wanted)).findFirst().or(() -> names.find(wanted));
    }

    @Override
    public List<Served> kinds() {
        return names.all();
    }

    @Override
    public Position list(Query query, RowListener listener) {
        return lists.list(query, listener);
    }

    @Override
    public void objects(Query query, Consumer<List<Resource>> parts) {
        ObjectPages pages = new ObjectPages(transport);
        if (query.namespaces().isEmpty()) {
            pages.each(query, "", parts);
        } else {
            query.namespaces().forEach(namespace -> pages.each(query, namespace, parts));
        }
    }

    @Override
    public void watch(Query query, Position from, RowListener listener) throws InterruptedException {
        Position position = from;
        if (query.namespaces().size() > 1) {
            position = namespaces(query, listener).run(position);
        }
        watch(query, position, listener, query.everywhere());
    }

    private void watch(Query query, Position from, RowListener listener, boolean divisible)
            throws InterruptedException {
        TableWatch whole = new TableWatch(transport, lists, pulse, clock, pauses, query, from, listener);
        if (!divisible) {
            whole.run();
            return;
        }
        // Who may not watch all namespaces may watch those that they may read.
        Position refused = whole.untilRefused();
        watch(query, namespaces(query, listener).run(refused), listener, false);
    }

    private NamespaceWatches namespaces(Query query, RowListener listener) {
        return new NamespaceWatches(
                lists,
                query,
                listener,
                pauses.namespaces(),
                (one, from, part) -> new TableWatch(transport, lists, pulse, clock, pauses, one, from, part).run());
    }
}
