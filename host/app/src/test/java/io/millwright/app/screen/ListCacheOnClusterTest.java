package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.testkit.RealCluster;
import io.millwright.tui.Msg;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a list of a real API server is what that server tells again. */
@Tag("lab")
class ListCacheOnClusterTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<Msg> told = new LinkedBlockingQueue<>();

    private ListRunner runner(Function<String, ClusterConnection> clusters) {
        Clock clock = Clock.systemUTC();
        ListCache cache = new ListCache(folder.resolve("lists"), clock, _ -> "lab", () -> true, _ -> true);
        return new ListRunner(clusters, Optional.empty(), clock, Optional.of(cache));
    }

    private BrowseMsg.Listed listed() throws InterruptedException {
        Msg msg = told.poll(30, TimeUnit.SECONDS);
        while (!(msg instanceof BrowseMsg.Listed l)) {
            assertThat(msg).as("a list within 30 s").isNotNull();
            msg = told.poll(30, TimeUnit.SECONDS);
        }
        return l;
    }

    @Test
    void aListThatIsOpenedAgainHasItsRowsBeforeTheServerIsAskedAndNoneOfThemIsWrong() throws Exception {
        try (KubeClusters clusters =
                new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), Path.of("none")))) {
            String context = RealCluster.current(clusters).context();
            BrowseEffect.Open clusterRoles = new BrowseEffect.Open(7, context, "clusterroles", Optional.empty(), "");
            RowStore seen = new RowStore();
            try (ListRunner first = runner(clusters::open)) {
                first.open(clusterRoles, told::add);
                Thread watching = Thread.startVirtualThread(() -> {
                    try {
                        first.watch(new BrowseEffect.Watch(7, context), told::add);
                    } catch (InterruptedException left) {
                        Thread.currentThread().interrupt();
                    }
                });
                BrowseMsg.Listed msg = listed();
                ListCacheTest.put(seen, msg);
                while (msg.news()
                        .freshness()
                        .filter(Freshness.Live.class::isInstance)
                        .isEmpty()) {
                    msg = listed();
                    ListCacheTest.put(seen, msg);
                }
                watching.interrupt();
                watching.join();
            }
            told.clear();

            CountDownLatch shown = new CountDownLatch(1);
            try (ListRunner again = runner(name -> {
                try {
                    shown.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return clusters.open(name);
            })) {
                Thread opening = Thread.startVirtualThread(() -> again.open(clusterRoles, told::add));
                BrowseMsg.Listed before = listed();
                assertThat(before.news().freshness()).containsInstanceOf(Freshness.Cached.class);
                RowStore page = new RowStore();
                ListCacheTest.put(page, before);
                assertThat(page.rows())
                        .extracting(Row::name)
                        .contains("cluster-admin", "view")
                        .isSubsetOf(seen.rows().stream().map(Row::name).toList());
                shown.countDown();
                opening.join();
                told.stream().filter(BrowseMsg.Listed.class::isInstance).forEach(m -> ListCacheTest.put(page, m));
                assertThat(names(page)).isEqualTo(names(seen)).hasSizeGreaterThan(20);
            }
        }
    }

    private static List<String> names(RowStore store) {
        return store.rows().stream().map(Row::name).toList();
    }
}
