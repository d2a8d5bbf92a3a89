package io.millwright.app.cli;

import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code get --watch}: the rows, and then each row again that changes, until the command is cancelled. A cluster that can't be reached for a while
 * is remarked, and tried again.
 */
final class GetWatch {
    private static final String GAP = "  ";
    private static final String GONE = "(gone)";

    private final ObjectsAsked asked;
    private final RowColumns columns;
    private final boolean headed;
    private final Session session;
    private final Console console;
    private int[] widths = {};

    GetWatch(ObjectsAsked asked, RowColumns columns, boolean headed, Session session) {
        this.asked = asked;
        this.columns = columns;
        this.headed = headed;
        this.session = session;
        this.console = session.console();
    }

    /** Fails at once where no cluster answers or none has what was named; ends only by Ctrl-C otherwise. */
    int run() {
        ClusterSource clusters = session.services().clusters();
        List<RowsOfOne> answers =
                RowsOfOne.read(asked, columns, clusters, session.options().timeout());
        List<Problem> problems = RowsOfOne.problems(answers, console);
        problems.forEach(p -> ProblemText.write(p, Format.TABLE, console));
        List<RowsOfOne> watched = answers.stream()
                .filter(a -> a.table().isPresent())
                .filter(a -> a.wanted().name().isEmpty()
                        || a.table().stream().anyMatch(t -> !t.rows().isEmpty()))
                .toList();
        if (watched.isEmpty()) {
            return ExitCode.FAILED;
        }
        RowTable drawn = RowTable.of(
                watched, asked.contexts().size() > 1, false, !columns.own().isEmpty());
        first(drawn, drawn.part(watched, columns));
        follow(watched, drawn, clusters);
        return ExitCode.FAILED;
    }

    /** Until the command is cancelled, or a watch ends as none should. */
    private void follow(List<RowsOfOne> watched, RowTable drawn, ClusterSource clusters) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        List<Thread> threads = new ArrayList<>();
        for (RowsOfOne one : watched) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    clusters.open(one.wanted().cluster())
                            .tables()
                            .watch(one.query().orElseThrow(), one.from().orElseThrow(), new Changes(one, drawn));
                    ended.complete(null);
                } catch (InterruptedException cancelled) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException e) {
                    ended.completeExceptionally(e);
                }
            }));
        }
        try {
            ended.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private synchronized void first(RowTable drawn, KindTables.Part rows) {
        if (session.options().format() == Format.NAME) {
            rows.names().forEach(console::line);
        } else {
            List<List<String>> lines = new ArrayList<>();
            if (headed) {
                lines.add(shown(
                        drawn,
                        drawn.columns().stream().map(Document.Column::name).toList()));
            }
            rows.table()
                    .rows()
                    .forEach(r -> lines.add(
                            shown(drawn, r.stream().map(Document.Cell::text).toList())));
            widths = new int[lines.stream().mapToInt(List::size).max().orElse(0)];
            lines.forEach(this::widen);
            lines.forEach(l -> console.painted(line(l)));
        }
        console.out().flush();
    }

    private List<String> shown(RowTable drawn, List<String> cells) {
        List<Document.Column> all = drawn.columns();
        return IntStream.range(0, cells.size())
                .filter(i ->
                        session.options().format() == Format.WIDE || !all.get(i).wide())
                .mapToObj(i -> console.plain(cells.get(i)))
                .toList();
    }

    private void widen(List<String> cells) {
        for (int i = 0; i < Math.min(widths.length, cells.size()); i++) {
            widths[i] = Math.max(widths[i], Text.width(cells.get(i)));
        }
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            int blanks = i < widths.length ? widths[i] - Text.width(cells.get(i)) : 0;
            line.append(cells.get(i)).repeat(' ', Math.max(0, blanks)).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private void print(RowTable drawn, Row row, String behind) {
        if (session.options().format() == Format.NAME) {
            console.line(drawn.name(row));
        } else {
            List<String> cells = new ArrayList<>(shown(
                    drawn, drawn.cells(row).stream().map(Document.Cell::text).toList()));
            if (widths.length == 0) {
                widths = new int[cells.size()];
            }
            widen(cells);
            if (!behind.isEmpty()) {
                cells.add(behind);
            }
            console.painted(line(cells));
        }
        console.out().flush();
    }

    /** Ages grow by themselves, and a watch may tell again what the list has told. */
    private static boolean sameButForAge(RowTable drawn, Row a, Row b) {
        List<ObjectTable.Column> titles =
                drawn.first().map(ObjectTable::columns).orElse(List.of());
        return IntStream.range(0, Math.max(a.cells().size(), b.cells().size()))
                .filter(i -> i >= titles.size() || !titles.get(i).name().equalsIgnoreCase("age"))
                .allMatch(i -> a.cell(i).equals(b.cell(i)));
    }

    /** What one watch tells. All of them print one at a time. */
    private final class Changes implements RowListener {
        private final RowsOfOne one;
        private final RowTable drawn;
        /** What was printed last of each object, by the key of its row. */
        private final Map<String, Row> printed = new HashMap<>();

        private List<ObjectTable.Column> served = List.of();
        private boolean stale;

        Changes(RowsOfOne one, RowTable drawn) {
            this.one = one;
            this.drawn = drawn;
            one.table().map(ObjectTable::rows).orElse(List.of()).forEach(r -> printed.put(r.key(), r));
        }

        @Override
        public void columns(List<ObjectTable.Column> titles) {
            served = titles;
        }

        @Override
        public void listed(String namespace, List<Row> rows) {
            synchronized (GetWatch.this) {
                Set<String> there = rows.stream().map(Row::key).collect(Collectors.toSet());
                leave(r -> r.namespace().equals(namespace) && !there.contains(r.key()));
                rows.forEach(this::put);
            }
        }

        @Override
        public void complete(Set<String> namespaces) {
            synchronized (GetWatch.this) {
                leave(r -> !namespaces.contains(r.namespace()));
            }
        }

        @Override
        public void put(Row row) {
            synchronized (GetWatch.this) {
                Row now = columns.shaped(
                        new ObjectTable(one.query().orElseThrow().served(), served, List.of(), List.of()), row);
                Optional<Row> last = Optional.ofNullable(printed.put(now.key(), now));
                if (last.isEmpty() || !sameButForAge(drawn, last.get(), now)) {
                    print(drawn, now, "");
                }
            }
        }

        @Override
        public void gone(String namespace, String name) {
            synchronized (GetWatch.this) {
                leave(r -> r.namespace().equals(namespace) && r.name().equals(name));
            }
        }

        private void leave(Predicate<Row> which) {
            List<Row> leaving = printed.values().stream().filter(which).toList();
            leaving.forEach(r -> {
                printed.remove(r.key());
                print(drawn, r, GONE);
            });
        }

        @Override
        public void missing(Problem problem) {
            ProblemText.write(problem, Format.TABLE, console);
        }

        @Override
        public void fresh(Freshness freshness) {
            if (freshness instanceof Freshness.Stale lost) {
                if (!stale) {
                    ProblemText.write(lost.why(), Format.TABLE, console);
                }
                stale = true;
            } else if (stale) {
                stale = false;
                console.remark("Cluster " + one.wanted().cluster() + " answers again.");
            }
        }
    }
}
