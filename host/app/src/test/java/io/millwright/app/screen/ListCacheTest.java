package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.settings.GuardrailsReader;
import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.json.CachedList;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.tui.Msg;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCacheTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Served EVENTS = new Served(Kind.EVENT, "event", List.of("ev"));
    private static final List<Column> COLUMNS = List.of(new Column("Name", false), new Column("IP", true));
    private static final BrowseEffect.Open OPEN = new BrowseEffect.Open(7, "eu-1", "pods", Optional.empty(), "");

    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private String login = "https://eu-1";
    private boolean wanted = true;
    private boolean permitted = true;

    /** What a cluster does when it is asked for a list. */
    private interface Asked {
        void list(RowListener listener) throws InterruptedException;
    }

    private record Cluster(Asked asked) implements Tables {
        @Override
        public Optional<Served> find(String word) {
            return Optional.of(PODS);
        }

        @Override
        public List<Served> kinds() {
            return List.of(PODS);
        }

        @Override
        public Position list(Query query, RowListener listener) {
            try {
                asked.list(listener);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new Position(Map.of("", "1"));
        }

        @Override
        public void objects(Query query, Consumer<List<Resource>> parts) {
            throw new AssertionError("a list reads no objects");
        }

        @Override
        public void watch(Query query, Position from, RowListener listener) throws InterruptedException {
            throw new InterruptedException("left at once");
        }
    }

    private ListCache cache() {
        return new ListCache(
                home.resolve("lists"), Clock.fixed(now, ZoneOffset.UTC), _ -> login, () -> wanted, _ -> permitted);
    }

    private ListRunner runner(Asked asked) {
        Tables tables = new Cluster(asked);
        ClusterConnection cluster = (ClusterConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ClusterConnection.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("tables");
                    return tables;
                });
        return new ListRunner(_ -> cluster, Optional.empty(), Clock.fixed(now, ZoneOffset.UTC), Optional.of(cache()));
    }

    private static Row row(String namespace, String name, String ip) {
        return new Row("eu-1", namespace, name, List.of(name, ip), "uid-" + name, 1000, 2000);
    }

    private static Asked holding(Row... rows) {
        return listener -> {
            listener.columns(COLUMNS);
            listener.listed("shop", List.of(rows));
            listener.complete(Set.of("shop"));
        };
    }

    private static final Asked UNREACHABLE = listener -> {
        throw new ProblemException(
                new Problem(Problem.Kind.CLUSTER, "list pods", "cluster eu-1", "no route", "Wait.", Optional.empty()));
    };

    /** Opens the list, leaves it and the program. */
    private void seen(Asked asked) {
        try (ListRunner runner = runner(asked)) {
            List<Msg> told = new ArrayList<>();
            runner.open(OPEN, told::add);
            try {
                runner.watch(new BrowseEffect.Watch(7, "eu-1"), told::add);
            } catch (InterruptedException left) {
                assertThat(left).hasMessage("left at once");
            }
        }
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(home.resolve("lists"))) {
            return List.of();
        }
        try (var files = Files.list(home.resolve("lists"))) {
            return files.toList();
        }
    }

    private static BrowseMsg.Listed next(BlockingQueue<Msg> told) throws InterruptedException {
        return (BrowseMsg.Listed)
                Optional.ofNullable(told.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    /** What the page makes of it. */
    static void put(RowStore page, Msg msg) {
        ((BrowseMsg.Listed) msg)
                .news()
                .changes()
                .forEach(c -> c.after()
                        .ifPresentOrElse(
                                page::put, () -> c.before().ifPresent(r -> page.gone(r.namespace(), r.name()))));
    }

    private static List<String> names(BrowseMsg.Listed listed) {
        return listed.news().changes().stream()
                .map(c -> c.after()
                        .map(Row::name)
                        .orElseGet(() -> "-" + c.before().orElseThrow().name()))
                .toList();
    }

    @Test
    void aListThatIsOpenedAgainHasRowsBeforeItsClusterHasAnswered() throws Exception {
        seen(holding(row("shop", "a", "10.0.0.1"), row("shop", "b", "10.0.0.2")));
        now = now.plus(Duration.ofMinutes(12));
        BlockingQueue<Msg> told = new LinkedBlockingQueue<>();
        CountDownLatch asked = new CountDownLatch(1);
        try (ListRunner runner = runner(listener -> {
            asked.await();
            holding(row("shop", "b", "10.0.0.2"), row("shop", "c", "10.0.0.3")).list(listener);
        })) {
            Thread opening = Thread.startVirtualThread(() -> runner.open(OPEN, told::add));
            BrowseMsg.Listed first = next(told);
            assertThat(first.anew()).isTrue();
            assertThat(first.served()).isEqualTo(PODS);
            assertThat(first.news().columns()).isEqualTo(COLUMNS);
            assertThat(first.news().freshness())
                    .contains(new Freshness.Cached(Instant.parse("2026-11-24T10:00:00Z"), 0));
            assertThat(first.news().changes())
                    .extracting(c -> c.after().orElseThrow())
                    .containsExactly(row("shop", "a", "10.0.0.1"), row("shop", "b", "10.0.0.2"));
            asked.countDown();
            BrowseMsg.Listed then = next(told);
            assertThat(then.anew()).isFalse();
            assertThat(names(then)).containsExactlyInAnyOrder("-a", "c");
            assertThat(Optional.ofNullable(told.poll(10, TimeUnit.SECONDS))).containsInstanceOf(BrowseMsg.Opened.class);
            opening.join();
        }
    }

    @Test
    void whereTheClusterCannotBeReachedAllOfItStands() throws Exception {
        seen(holding(IntStream.range(1000, 1500)
                .mapToObj(i -> row("shop", "p" + i, "10.0.0.1"))
                .toArray(Row[]::new)));
        BlockingQueue<Msg> told = new LinkedBlockingQueue<>();
        try (ListRunner runner = runner(UNREACHABLE)) {
            assertThat(catchThrowable(() -> runner.open(OPEN, told::add))).hasMessageContaining("no route");
        }
        RowStore page = new RowStore();
        List<Freshness> freshness = new ArrayList<>();
        for (Msg msg : told) {
            put(page, msg);
            ((BrowseMsg.Listed) msg).news().freshness().ifPresent(freshness::add);
        }
        assertThat(page.size()).isEqualTo(500);
        assertThat(freshness.getLast()).isEqualTo(new Freshness.Cached(now, 0));
    }

    @Test
    void whatSomebodyMayNotSeeAnyMoreIsNotShownFromTheDisk() throws Exception {
        seen(holding(row("shop", "a", "10.0.0.1")));
        RowStore page = new RowStore();
        try (ListRunner runner = runner(listener -> {
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER, "list pods", "cluster eu-1", "refused", "Ask.", Optional.of("403")));
        })) {
            assertThat(catchThrowable(() -> runner.open(OPEN, m -> put(page, m))))
                    .isNotNull();
        }
        assertThat(page.size()).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsAskedAgainKeepsItsNewerRows() throws Exception {
        seen(holding(row("shop", "a", "10.0.0.1")));
        List<Msg> told = new ArrayList<>();
        try (ListRunner runner = runner(UNREACHABLE)) {
            assertThat(catchThrowable(() -> runner.open(OPEN, told::add))).isNotNull();
            assertThat(told).hasSize(1);
            assertThat(catchThrowable(() -> runner.open(OPEN, told::add))).isNotNull();
            assertThat(told).as("nothing is taken away").hasSize(1);
        }
    }

    @Test
    void rowsThatWereOldWhenTheyWereLeftAreAsOldThen() throws IOException {
        Instant gone = now.minusSeconds(3600);
        seen(listener -> {
            holding(row("shop", "a", "10.0.0.1")).list(listener);
            listener.fresh(new Freshness.Stale(
                    gone,
                    new Problem(Problem.Kind.CLUSTER, "watch", "cluster eu-1", "no route", "Wait.", Optional.empty())));
        });
        try (CachedList list =
                cache().open(new ListCache.Key("eu-1", "pods", "", "", "")).orElseThrow()) {
            assertThat(list.seen()).isEqualTo(gone);
        }
    }

    @Test
    void itsOwnerAloneCanReadIt() throws IOException {
        seen(holding(row("shop", "a", "10.0.0.1")));
        assertThat(files())
                .singleElement()
                .satisfies(f -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                        .isEqualTo("rw-------"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("lists"))))
                .isEqualTo("rwx------");
    }

    @Test
    void rowsOfAnotherClusterOrUserAreNeverShown() {
        seen(holding(row("shop", "a", "10.0.0.1")));
        ListCache.Key key = new ListCache.Key("eu-1", "pods", "", "", "");
        assertThat(cache().open(key)).isPresent();
        assertThat(cache().open(new ListCache.Key("eu-1", "pods", "shop", "", "")))
                .isEmpty();
        login = "https://eu-2";
        assertThat(cache().open(key)).isEmpty();
    }

    @Test
    void whoDoesNotWantThemHasNone() throws IOException {
        seen(holding(row("shop", "a", "10.0.0.1")));
        assertThat(files()).hasSize(1);
        wanted = false;
        assertThat(cache().open(new ListCache.Key("eu-1", "nodes", "", "", ""))).isEmpty();
        assertThat(files()).as("also of other lists").isEmpty();
        seen(holding(row("shop", "a", "10.0.0.1")));
        assertThat(files()).isEmpty();
    }

    @Test
    void whereAGuardrailDeniesItNothingStays() throws IOException {
        seen(holding(row("shop", "a", "10.0.0.1")));
        permitted = false;
        assertThat(cache().open(new ListCache.Key("eu-1", "pods", "", "", ""))).isEmpty();
        assertThat(files()).isEmpty();
        seen(holding(row("shop", "a", "10.0.0.1")));
        assertThat(files()).isEmpty();
    }

    @Test
    void aGuardrailOfOneNamespaceDeniesListsOfAllToo() throws IOException {
        Path file = Files.writeString(home.resolve("guardrails.yaml"), """
                rules:
                  - {name: no names of pay on disks, contexts: [eu-*], namespaces: [pay-*], runbooks: [cache-lists], deny: true}
                """);
        Guardrails guardrails = GuardrailsReader.read(List.of(file));
        assertThat(guardrails.broken()).isEmpty();
        assertThat(List.of("", "pay-eu", "shop,pay-eu", "shop, pay-eu"))
                .noneMatch(n -> ListCache.isPermitted(new ListCache.Key("eu-1", "pods", n, "", ""), guardrails));
        assertThat(List.of("shop", "shop,db"))
                .allMatch(n -> ListCache.isPermitted(new ListCache.Key("eu-1", "pods", n, "", ""), guardrails));
        assertThat(ListCache.isPermitted(new ListCache.Key("lab", "pods", "", "", ""), guardrails))
                .isTrue();
    }

    @Test
    void neitherEventsNorWhatIsComputedFromObjectsIsKept() throws IOException {
        RowStore store = new RowStore();
        store.columns(COLUMNS);
        store.put(row("shop", "a", "x"));
        ListCache.Key key = new ListCache.Key("eu-1", "events", "", "", "");
        cache().save(key, new Query(EVENTS, "", ""), store, now);
        cache().save(
                        key,
                        new Query(PODS, "", "").computing(List.of(new Computed("T", FieldPath.parse(".spec.x"), 9))),
                        store,
                        now);
        assertThat(files()).isEmpty();
        cache().save(key, new Query(PODS, "", ""), store, now);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatLooksLikeACredentialIsNot() throws IOException {
        String said =
                "could not pull: https://robot:s3cr3t-of-the-registry@registry.example.org/shop/web:1 was refused";
        seen(holding(row("shop", "a", said)));
        assertThat(Files.readString(files().getFirst())).contains("was refused").doesNotContain("s3cr3t");
    }

    @Test
    void whatIsOldOrBrokenIsNotShown() throws IOException {
        seen(holding(row("shop", "a", "10.0.0.1")));
        ListCache.Key key = new ListCache.Key("eu-1", "pods", "", "", "");
        Instant then = now;
        now = then.plus(ListCache.OLDEST);
        assertThat(cache().open(key)).isEmpty();
        now = then;
        seen(holding(row("shop", "a", "10.0.0.1")));
        Path file = files().getFirst();
        Files.writeString(file, Files.readString(file).substring(0, 20));
        assertThat(cache().open(key)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aListWithoutRowsTakesAwayThoseOfBefore() throws IOException {
        seen(holding(row("shop", "a", "10.0.0.1")));
        seen(listener -> {
            listener.columns(COLUMNS);
            listener.complete(Set.of());
        });
        assertThat(files()).isEmpty();
    }
}
