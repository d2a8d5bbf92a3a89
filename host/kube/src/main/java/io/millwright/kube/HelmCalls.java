package io.millwright.kube;

import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.port.Calls;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells what Helm did among the calls to a cluster: Helm makes its own, which nobody else sees. */
final class HelmCalls {
    private final Calls calls;
    private final String context;
    private final Clock clock;

    HelmCalls(Calls calls, String context, Clock clock) {
        this.calls = calls;
        this.context = context;
        this.clock = clock;
    }

    /**
     * Does it and tells that it was done, or that it failed. Not why: Helm quotes what it was given.
     *
     * @param line what somebody would type behind {@code helm}
     */
    <T> T told(String attempted, String line, Supplier<T> work) {
        Instant begun = clock.instant();
        boolean done = false;
        String result = "failed";
        try {
            T answer = work.get();
            done = true;
            result = "done";
            return answer;
        } catch (ProblemException e) {
            result = e.problem().code().orElse(result);
            throw e;
        } finally {
            Duration took = Duration.between(begun, clock.instant());
            calls.ended(new ApiCall(begun, took, context, attempted, ApiCall.HELM, line, result, done));
        }
    }

    /** The action as a line; values are named, not told. */
    static String line(Action.Helm action) {
        String verb = action.verb().name().toLowerCase(Locale.ROOT);
        return verb + " " + action.release() + inputs(action) + " --namespace " + action.namespace();
    }

    /** A chart that is only rendered. */
    static String template(Action.Helm action) {
        return "template " + action.release() + inputs(action) + " --namespace " + action.namespace();
    }

    static String line(Action.HelmRollback action) {
        return "rollback " + action.release() + " " + action.revision() + " --namespace " + action.namespace();
    }

    private static String inputs(Action.Helm action) {
        return action.chart().map(HelmCalls::chart).orElse("")
                + (action.values().isEmpty() ? "" : " --values FILE");
    }

    private static String chart(ChartRef chart) {
        // An address may have a login in it.
        String repository = chart.repository().replaceFirst("//[^/@]*@", "//");
        String name = repository.startsWith("oci://")
                ? repository + "/" + chart.name()
                : chart.name() + (repository.isEmpty() ? "" : " --repo " + repository);
        return " " + name + (chart.version().isEmpty() ? "" : " --version " + chart.version());
    }
}
