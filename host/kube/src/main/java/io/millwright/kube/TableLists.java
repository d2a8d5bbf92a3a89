package io.millwright.kube;

import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Lists as the server draws them, without the objects: 10,000 pods are 1.4 MB so, and 105 MB as objects, which are asked for only where columns
 * are computed from them. A table without objects doesn't say
 * in which namespace a row is, so that all namespaces are read by one request each, some at a time, the first ones first.
 */
final class TableLists {
    static final Served NAMESPACES = new Served(Kind.NAMESPACE, "namespace", List.of("ns"));

    private static final String REFUSED = "403";

    private final Transport transport;
    private final Clock clock;

    TableLists(Transport transport, Clock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    Position list(Query query, RowListener listener) {
        if (query.namespaces().size() > 1) {
            return each(query, query.namespaces(), listener);
        }
        if (!query.everywhere()) {
            String namespace = query.served().kind().namespaced() ? query.namespace() : "";
            TableReader.Page page = read(query, namespace, "None");
            tell(page, namespace, listener);
            listener.complete(Set.of(namespace));
            return new Position(Map.of(namespace, page.version()));
        }
        if (query.once()) {
            return atOnce(query, listener);
        }
        Optional<List<String>> namespaces = namespaces();
        return namespaces.isPresent() ? each(query, namespaces.get(), listener) : atOnce(query, listener);
    }

    /** Empty when this user may not list them. */
    private Optional<List<String>> namespaces() {
        try {
            return Optional.of(read(new Query(NAMESPACES, "", ""), "", "None").rows().stream()
                    .map(Row::name)
                    .toList());
        } catch (ProblemException e) {
            if (isRefusal(e.problem())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isRefusal(Problem problem) {
        return problem.code().filter(REFUSED::equals).isPresent();
    }

    private Position each(Query query, List<String> namespaces, RowListener listener) {
        Parts parts = new Parts(listener);
        Queue<String> waiting = new ArrayDeque<>(namespaces);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Duration> reads = new ExecutorCompletionService<>(threads);
            ListPace pace = new ListPace();
            while (!waiting.isEmpty() || pace.underWay() > 0) {
                while (!waiting.isEmpty() && pace.mayBegin(waiting.size())) {
                    String namespace = waiting.remove();
                    reads.submit(() -> parts.read(query, namespace));
                    pace.began();
                }
                Future<Duration> read = reads.poll(ListPace.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (read == null) {
                    pace.nothingCame();
                } else {
                    pace.took(read.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw transport.problems().of("list " + query.served().kind().plural(), e);
        } catch (ExecutionException e) {
            throw transport.problems().of("list " + query.served().kind().plural(), e);
        }
        return parts.end();
    }

    /** What the reads bring together. */
    private final class Parts {
        private final RowListener listener;
        private final Map<String, String> versions = new HashMap<>();
        private final List<Problem> failures = new ArrayList<>();

        Parts(RowListener listener) {
            this.listener = listener;
        }

        /** How long the answer took; reading it is the same work on however many connections. */
        Duration read(Query query, String namespace) {
            long began = System.nanoTime();
            long answered = began;
            try {
                Call call = table(query, namespace, "None");
                Reply reply = answer(call);
                answered = System.nanoTime();
                TableReader.Page page = page(call, reply, namespace, ComputedCells.of(query));
                synchronized (this) {
                    tell(page, namespace, listener);
                    versions.put(namespace, page.version());
                }
            } catch (ProblemException e) {
                synchronized (this) {
                    failures.add(e.problem());
                }
            }
            return Duration.ofNanos(answered - began);
        }

        synchronized Position end() {
            if (versions.isEmpty() && !failures.isEmpty()) {
                throw new ProblemException(failures.getFirst());
            }
            failures.forEach(listener::missing);
            listener.complete(versions.keySet());
            return new Position(versions);
        }
    }

    /** For users who may not list namespaces, and where little is expected: everything in one answer, whose rows must tell where they are; or else their own namespace. */
    private Position atOnce(Query query, RowListener listener) {
        TableReader.Page page;
        try {
            page = read(query, "", "Metadata");
        } catch (ProblemException e) {
            if (!isRefusal(e.problem())) {
                throw e;
            }
            String own = transport.context().namespace();
            listener.missing(new Problem(
                    e.problem().kind(),
                    "list " + query.served().kind().plural() + " in all namespaces",
                    e.problem().on(),
                    "this login may list neither namespaces nor all "
                            + query.served().kind().plural() + "; only namespace " + own + " is shown",
                    "Choose another namespace with -n.",
                    e.problem().code()));
            TableReader.Page one = read(query, own, "None");
            tell(one, own, listener);
            listener.complete(Set.of(own));
            return new Position(Map.of(own, one.version()));
        }
        listener.columns(page.columns());
        Map<String, List<Row>> byNamespace = new LinkedHashMap<>();
        page.rows()
                .forEach(r -> byNamespace
                        .computeIfAbsent(r.namespace(), _ -> new ArrayList<>())
                        .add(r));
        byNamespace.forEach(listener::listed);
        listener.complete(byNamespace.keySet());
        return new Position(Map.of("", page.version()));
    }

    private static void tell(TableReader.Page page, String namespace, RowListener listener) {
        listener.columns(page.columns());
        listener.listed(namespace, page.rows());
    }

    private TableReader.Page read(Query query, String namespace, String include) {
        Call call = table(query, namespace, include);
        return page(call, answer(call), namespace, ComputedCells.of(query));
    }

    private static Call table(Query query, String namespace, String include) {
        return Call.table(
                "list " + query.served().kind().plural() + (namespace.isEmpty() ? "" : " in " + namespace),
                path(
                        query,
                        namespace,
                        Map.of("includeObject", ComputedCells.of(query).include(include))));
    }

    private Reply answer(Call call) {
        Reply reply = transport.send(call);
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return reply;
    }

    private TableReader.Page page(Call call, Reply reply, String namespace, ComputedCells computed) {
        try (TableReader reader =
                new TableReader(reply.body(), transport.context().name(), namespace, clock.instant(), computed)) {
            return reader.page();
        } catch (IOException e) {
            throw transport.problems().unreadable(call.attempted(), reply);
        }
    }

    static String path(Query query, String namespace, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>(more);
        parameters.put("labelSelector", query.labels());
        parameters.put("fieldSelector", query.fields());
        return Call.query(Paths.collection(query.served().kind(), namespace), parameters);
    }
}
