package io.millwright.app.browse;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Looks for a text in the names of objects of many kinds, and for objects that are labelled with it: the kinds that every cluster has, and
 * those that are defined there. Bounded: in kinds, in requests at once, and in what is found.
 */
public final class Search {
    /** Of one cluster. */
    public static final int AT_MOST = 500;

    private static final int CUSTOM_KINDS = 200;
    private static final int AT_ONCE = 4;

    private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";
    private static final List<String> KINDS = List.of(
            "pods",
            "deployments.apps",
            "statefulsets.apps",
            "daemonsets.apps",
            "services",
            "jobs.batch",
            "cronjobs.batch",
            "ingresses.networking.k8s.io",
            "configmaps",
            "secrets",
            "persistentvolumeclaims",
            "persistentvolumes",
            "serviceaccounts",
            "nodes",
            "namespaces",
            "horizontalpodautoscalers.autoscaling",
            "poddisruptionbudgets.policy",
            "networkpolicies.networking.k8s.io",
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterrolebindings.rbac.authorization.k8s.io",
            "storageclasses.storage.k8s.io",
            "priorityclasses.scheduling.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            DEFINITIONS);
    private static final List<String> LABELLED =
            List.of("pods", "deployments.apps", "statefulsets.apps", "daemonsets.apps", "services");
    private static final List<String> LABELS = List.of("app", "app.kubernetes.io/name", "app.kubernetes.io/instance");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final List<String> TELLING =
            List.of("status", "phase", "state", "health", "ready", "available", "complete");

    private final ClusterConnection cluster;
    private final String text;
    private final String namespace;
    private final Consumer<Part> sink;
    private final Queue<Task> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger found = new AtomicInteger();

    /** What is asked in one list. */
    private record Task(Served kind, String label) {}

    /**
     * A part of the answer.
     *
     * @param missing what couldn't be searched
     */
    public record Part(List<Found> found, List<Problem> missing) {
        public Part {
            found = List.copyOf(found);
            missing = List.copyOf(missing);
        }
    }

    private Search(ClusterConnection cluster, String text, String namespace, Consumer<Part> sink) {
        this.cluster = cluster;
        this.text = text.strip().toLowerCase(Locale.ROOT);
        this.namespace = namespace;
        this.sink = sink;
    }

    /**
     * Searches one cluster; returns when all of it is told, or when the thread is interrupted.
     *
     * @param namespace empty for all; where one is given, kinds without namespaces are left out
     * @param sink told by several threads, one at a time
     * @throws ProblemException when the cluster can't be reached
     */
    public static void in(ClusterConnection cluster, String text, String namespace, Consumer<Part> sink) {
        new Search(cluster, text, namespace, sink).run();
    }

    private void run() {
        Tables tables = cluster.tables();
        for (String word : KINDS) {
            tables.find(word).ifPresent(kind -> add(kind, LABELLED.contains(word)));
        }
        defined(tables).forEach(kind -> add(kind, false));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            threads.add(Thread.startVirtualThread(() -> work(tables)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            if (found.get() >= AT_MOST) {
                tell(List.of(), List.of(tooMuch()));
            }
        } catch (InterruptedException nobodyWantsIt) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.clear();
            threads.forEach(Thread::interrupt);
        }
    }

    private void add(Served kind, boolean labelled) {
        if (!kind.kind().namespaced() && !namespace.isEmpty()) {
            return;
        }
        waiting.add(new Task(kind, ""));
        if (labelled && LABEL.matcher(text).matches()) {
            LABELS.forEach(label -> waiting.add(new Task(kind, label + "=" + text)));
        }
    }

    /** The kinds that this cluster defines; those beyond the bound, or that can't be listed, are told as missing. */
    private List<Served> defined(Tables tables) {
        Optional<Served> definitions = tables.find(DEFINITIONS);
        if (definitions.isEmpty()) {
            return List.of();
        }
        try {
            List<Row> rows = tables.list(new Query(definitions.get(), "", "")).rows();
            if (rows.size() > CUSTOM_KINDS) {
                tell(List.of(), List.of(tooMany(rows.size())));
            }
            return rows.stream()
                    .limit(CUSTOM_KINDS)
                    .flatMap(r -> tables.find(r.name()).stream())
                    .toList();
        } catch (ProblemException e) {
            tell(List.of(), List.of(e.problem()));
            return List.of();
        }
    }

    private Problem tooMuch() {
        return new Problem(
                Problem.Kind.USER,
                "search to the end",
                "cluster " + cluster.context(),
                AT_MOST + " objects were found, which are as many as are shown",
                "Type more of the name.",
                Optional.empty());
    }

    private Problem tooMany(int kinds) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "search all kinds",
                "cluster " + cluster.context(),
                "it defines " + kinds + " kinds; the first " + CUSTOM_KINDS + " were searched",
                "Look at the others as lists: ':KIND /" + text + "'.",
                Optional.empty());
    }

    private void work(Tables tables) {
        for (Task next = waiting.poll(); next != null && found.get() < AT_MOST; next = waiting.poll()) {
            try {
                look(tables, next);
            } catch (ProblemException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                tell(List.of(), List.of(e.problem()));
            }
        }
    }

    private void look(Tables tables, Task task) {
        boolean custom = task.kind().kind().group().contains(".")
                && !KINDS.contains(task.kind().kind().resourceName());
        Query query = new Query(task.kind(), namespace, task.label());
        // Of a kind that a tool defines there are few objects: one request for all namespaces is less than one for
        // each.
        ObjectTable table = tables.list(custom || !task.label().isEmpty() ? query.atOnce() : query);
        int status = telling(table.columns());
        List<Found> some = new ArrayList<>();
        for (Row row : table.rows()) {
            boolean named = row.name().toLowerCase(Locale.ROOT).contains(text);
            // Found by its name, it is there already.
            boolean wanted = task.label().isEmpty() ? named : !named;
            if (wanted && found.incrementAndGet() <= AT_MOST) {
                some.add(found(task, row, status, table.columns()));
            }
        }
        if (!some.isEmpty() || !table.missing().isEmpty()) {
            tell(some, table.missing());
        }
    }

    private static Found found(Task task, Row row, int status, List<ObjectTable.Column> columns) {
        String cell = row.cell(status);
        boolean bad = status >= 0 && Faults.bad(columns.get(status).name(), cell);
        return new Found(row.cluster(), task.kind().kind(), row.namespace(), row.name(), cell, bad, task.label());
    }

    private static int telling(List<ObjectTable.Column> columns) {
        List<String> titles =
                columns.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
        return TELLING.stream()
                .mapToInt(titles::indexOf)
                .filter(i -> i >= 0)
                .findFirst()
                .orElse(-1);
    }

    private synchronized void tell(List<Found> some, List<Problem> missing) {
        sink.accept(new Part(some, missing));
    }
}
