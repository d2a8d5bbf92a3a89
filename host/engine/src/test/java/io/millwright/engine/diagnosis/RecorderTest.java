package io.millwright.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.testing.MapView;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What passes while a step is waited for is known when the step fails. */
class RecorderTest {
    private static final ObjectRef ROOT = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final Problem LATE =
            new Problem(Problem.Kind.CLUSTER, "wait", "web", "after 30 s", "Look.", Optional.empty());

    private final MapView view = new MapView();
    private final Recorder recorder =
            Recorder.of(new Plan.Target(new InstanceId("mill", "eu-1", "db", "web"), ROOT, 0, ""), view);

    private static Resource killed() {
        Map<String, Object> state = Map.of("terminated", Map.of("reason", "OOMKilled", "exitCode", 137));
        return Resource.of(
                Kind.POD,
                "db",
                "web-0",
                Map.of("status", Map.of("containerStatuses", List.of(Map.of("name", "main", "state", state)))));
    }

    private static Resource pulling() {
        Map<String, Object> state = Map.of("waiting", Map.of("reason", "ErrImagePull", "message", "db:17"));
        return Resource.of(
                Kind.POD,
                "db",
                "web-1",
                Map.of("status", Map.of("containerStatuses", List.of(Map.of("name", "main", "state", state)))));
    }

    private void after(int seconds) {
        recorder.look(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void aPodThatWasReplacedMeanwhileIsStillTheCause() {
        recorder.begin(view.now(), 0);
        view.put(POD, killed());
        after(10);
        view.remove(POD);
        assertThat(recorder.diagnosis(LATE).first().orElseThrow()).satisfies(l -> {
            assertThat(l.cause()).isEqualTo(Cause.OOM);
            assertThat(l.evidence()).contains("web-0", "OOMKilled", "seen at 2026-11-24T10:00:00Z, gone since");
        });
    }

    @Test
    void whatIsSoNowComesBeforeWhatHasPassed() {
        recorder.begin(view.now(), 0);
        view.put(POD, pulling());
        after(10);
        view.put(POD, killed());
        assertThat(recorder.diagnosis(LATE).likely())
                .extracting(Diagnosis.Likely::cause)
                .containsExactly(Cause.OOM, Cause.IMAGE_PULL);
    }

    @Test
    void whatWasSeenDuringAnotherStepIsForgotten() {
        recorder.begin(view.now(), 0);
        view.put(POD, killed());
        after(10);
        view.remove(POD);
        recorder.begin(view.now(), Duration.ofSeconds(20).toNanos());
        assertThat(recorder.diagnosis(LATE).first()).isEmpty();
    }

    @Test
    void itLooksNowAndThenAndMoreRarelyWhereItMayNot() {
        List<Integer> looks = new ArrayList<>();
        int[] second = {0};
        view.whenListed(kind -> {
            if (kind.equals(Kind.POD)) {
                looks.add(second[0]);
            }
        });
        recorder.begin(view.now(), 0);
        for (second[0] = 0; second[0] < 100; second[0]++) {
            if (second[0] == 60) {
                view.unreachable();
            }
            after(second[0]);
        }
        assertThat(looks).containsExactly(10, 40, 70);
    }

    /** One list that hangs doesn't take away what the others have told. */
    @Test
    void whatWasFoundBeforeTheTimeWasOverCounts() {
        CountDownLatch never = new CountDownLatch(1);
        view.put(POD, killed()).whenListed(kind -> {
            if (kind.equals(Kind.EVENT)) {
                await(never);
            }
        });
        Diagnosis diagnosis = new Diagnoser(view, Duration.ofSeconds(2)).of(ROOT, "db", view.now(), LATE);
        assertThat(diagnosis.first().orElseThrow().cause()).isEqualTo(Cause.OOM);
        assertThat(diagnosis.unseen()).singleElement().asString().contains("no answer within 2000 ms");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
