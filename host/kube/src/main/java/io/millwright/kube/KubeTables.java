package io.millwright.kube;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.ObjectTable.Row;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Lists as the server draws them, without the objects: 10,000 pods are 1.4 MB so, and 105 MB as objects. A table without objects doesn't say
 * in which namespace a row is, so that all namespaces are read by one request each, some at a time.
 */
final class KubeTables implements Tables {
    private static final int AT_ONCE = 8;
    private static final Served NAMESPACES = new Served(Kind.NAMESPACE, "namespace", List.of("ns"));
    /** Known to every cluster: asking for them needs no discovery. */
    private static final List<Served> COMMON = List.of(
            NAMESPACES,
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

    KubeTables(Transport transport) {
        this.transport = transport;
        this.names = new KindNames(transport);
    }

    @Override
    public Optional<Served> find(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        return COMMON.stream().filter(s -> s.is(wanted)).findFirst().or(() -> names.find(wanted));
    }

    @Override
    public ObjectTable list(Served served, String namespace, String labels) {
        if (!served.kind().namespaced() || !namespace.isEmpty()) {
            return read(served, served.kind().namespaced() ? namespace : "", labels);
        }
        return everywhere(served, labels);
    }

    private ObjectTable everywhere(Served served, String labels) {
        List<String> namespaces =
                read(NAMESPACES, "", "").rows().stream().map(Row::name).toList();
        Semaphore places = new Semaphore(AT_ONCE);
        List<Row> rows = new ArrayList<>();
        List<ObjectTable.Column> columns = List.of();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ObjectTable>> parts = new ArrayList<>();
            for (String namespace : namespaces) {
                parts.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return read(served, namespace, labels);
                    } finally {
                        places.release();
                    }
                }));
            }
            for (Future<ObjectTable> part : parts) {
                ObjectTable table = part.get();
                columns = table.columns();
                rows.addAll(table.rows());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw transport.problems().of("list " + served.kind().plural(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException p
                    ? p
                    : transport.problems().of("list " + served.kind().plural(), e);
        }
        return new ObjectTable(served, columns, rows);
    }

    private ObjectTable read(Served served, String namespace, String labels) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("includeObject", "None");
        parameters.put("labelSelector", labels);
        Call call = Call.table(
                "list " + served.kind().plural() + (namespace.isEmpty() ? "" : " in " + namespace),
                Call.query(Paths.collection(served.kind(), namespace), parameters));
        Reply reply = transport.send(call);
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return TableReader.read(served, namespace, reply.body())
                .orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply));
    }
}
