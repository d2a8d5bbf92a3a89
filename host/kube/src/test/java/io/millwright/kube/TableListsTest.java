package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order the namespaces of a list come. */
class TableListsTest {
    private static final Query EVERYWHERE = new Query(new Served(Kind.POD, "pod", List.of("po")), "", "");
    private static final String NAMES = """
            "columnDefinitions":[{"name":"Name","format":"name","priority":0}]""";

    @AutoClose
    private final FakeApiServer server = FakeApiServer.start();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        server.answer("GET /api/v1/namespaces", Answer.of(200, table("a", "b", "c")));
        for (String namespace : List.of("a", "b", "c")) {
            server.answer("GET " + pods(namespace), Answer.of(200, table("web")));
        }
    }

    private static String pods(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/pods";
    }

    private static String table(String... names) {
        return "{\"kind\":\"Table\",\"metadata\":{\"resourceVersion\":\"7\"}," + NAMES + ",\"rows\":["
                + String.join(
                        ",",
                        Stream.of(names).map(n -> "{\"cells\":[\"" + n + "\"]}").toList())
                + "]}";
    }

    /** Tells of each namespace when its rows are there, and keeps what couldn't be read. */
    private record Listed(Consumer<String> namespaces, List<Problem> problems) implements RowListener {
        @Override
        public void columns(List<ObjectTable.Column> columns) {}

        @Override
        public void listed(String namespace, List<Row> rows) {
            namespaces.accept(namespace);
        }

        @Override
        public void complete(Set<String> namespaces) {}

        @Override
        public void put(Row row) {}

        @Override
        public void gone(String namespace, String name) {}

        @Override
        public void missing(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void fresh(Freshness freshness) {}
    }

    private List<Problem> list(Consumer<String> namespaces) throws IOException {
        List<Problem> missing = new ArrayList<>();
        FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(10))
                .tables()
                .list(EVERYWHERE, new Listed(namespaces, missing));
        return missing;
    }

    @Test
    void theFirstNamespaceIsOnTheScreenBeforeOthersAreAskedFor() throws IOException {
        List<String> asked = new ArrayList<>();
        List<String> order = new ArrayList<>();

        list(namespace -> {
            if (order.isEmpty()) {
                asked.addAll(server.requests());
            }
            order.add(namespace);
        });

        assertThat(order).startsWith("a").containsExactlyInAnyOrder("a", "b", "c");
        assertThat(asked).hasSize(2).last().asString().contains(pods("a"));
    }

    @Test
    void aFirstNamespaceThatTakesLongHoldsNothingUp() throws IOException {
        CountDownLatch others = new CountDownLatch(2);
        server.hold(pods("a"), others);
        List<String> order = new ArrayList<>();

        List<Problem> missing = list(namespace -> {
            order.add(namespace);
            others.countDown();
        });

        assertThat(missing).isEmpty();
        assertThat(order).endsWith("a").containsExactlyInAnyOrder("a", "b", "c");
    }
}
