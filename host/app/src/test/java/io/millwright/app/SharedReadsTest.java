package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
    private static final ObjectRef WEB = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");

    private final FakeCluster cluster =
            new FakeCluster("eu-1").put(Resource.of(Kind.CONFIG_MAP, "db", "web", Map.of()));
    private final AtomicInteger reads = new AtomicInteger();
    /** What happens when something is read. */
    private Runnable meanwhile = () -> {};

    private final SharedReads shared = new SharedReads((ClusterView) Proxy.newProxyInstance(
            ClusterView.class.getClassLoader(), new Class<?>[] {ClusterView.class}, (proxy, method, arguments) -> {
                reads.incrementAndGet();
                meanwhile.run();
                try {
                    return method.invoke(cluster, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }));

    @Test
    void theSameListAndObjectAreReadOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(shared.list(Kind.CONFIG_MAP, Selector.ALL)).hasSize(1);
            assertThat(shared.get(WEB)).isPresent();
        }
        assertThat(reads).hasValue(2);
        assertThat(shared.list(Kind.CONFIG_MAP, Selector.in("db"))).hasSize(1);
        assertThat(shared.list(Kind.SECRET, Selector.ALL)).isEmpty();
        assertThat(reads).hasValue(4);
    }

    @Test
    void whoAsksMeanwhileWaitsForTheFirst() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        meanwhile = () -> {
            reading.countDown();
            await(answered);
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Resource>> first = threads.submit(() -> shared.list(Kind.CONFIG_MAP, Selector.ALL));
            await(reading);
            Future<List<Resource>> second = threads.submit(() -> shared.list(Kind.CONFIG_MAP, Selector.ALL));
            assertThat(second.isDone()).isFalse();
            answered.countDown();
            assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get(10, TimeUnit.SECONDS));
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void aFailureIsOneAskersAlone() {
        cluster.failNext(
                "list",
                new Problem(Problem.Kind.CLUSTER, "list", "eu-1", "it broke", "Try again.", Optional.of("500")));
        assertThatThrownBy(() -> shared.list(Kind.CONFIG_MAP, Selector.ALL)).isInstanceOf(ProblemException.class);
        assertThat(shared.list(Kind.CONFIG_MAP, Selector.ALL)).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
