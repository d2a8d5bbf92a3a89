package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The eviction of pods: a deletion that disruption budgets may refuse. */
final class Evictions {
    private static final Set<String> OVER_OR_NOT_BEGUN = Set.of("Succeeded", "Failed", "Pending");

    private final ObjectStore store;

    Evictions(ObjectStore store) {
        this.store = store;
    }

    void evict(Call call, Target target) throws IOException {
        Resource body = new Resource(Bodies.read(call));
        Resource pod = store.require(Kind.POD, target.namespace(), target.name());
        boolean tried = call.query("dryRun").equals("All")
                || body.texts("deleteOptions", "dryRun").contains("All");
        body.text("deleteOptions", "preconditions", "uid")
                .filter(uid -> !uid.equals(pod.uid()))
                .ifPresent(uid -> {
                    throw ApiError.conflict(
                            Kind.POD,
                            target.name(),
                            "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + pod.uid());
                });
        // As in the API server: what is over, not begun or going already disrupts nobody.
        boolean disrupts =
                !OVER_OR_NOT_BEGUN.contains(pod.text("status", "phase").orElse(""))
                        && pod.text("metadata", "deletionTimestamp").isEmpty();
        if (disrupts) {
            budget(pod).ifPresent(b -> disrupt(b, pod, tried));
        }
        DeleteOptions options = new DeleteOptions(
                body.number("deleteOptions", "gracePeriodSeconds"),
                DeleteOptions.Propagation.BACKGROUND,
                Optional.of(pod.uid()),
                body.text("deleteOptions", "preconditions", "resourceVersion"),
                tried);
        store.delete(Kind.POD, target.namespace(), target.name(), options);
        call.json(
                201,
                Map.of("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success", "code", 201));
    }

    private Optional<Resource> budget(Resource pod) {
        List<Resource> budgets = store.list(Kind.POD_DISRUPTION_BUDGET, Selector.in(pod.namespace())).stream()
                .filter(b ->
                        b.at("spec", "selector").filter(Map.class::isInstance).isPresent()
                                && LabelSelector.of(b, "spec", "selector").selects(pod))
                .toList();
        if (budgets.size() > 1) {
            throw new ApiError(
                    500,
                    "InternalError",
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
                    Map.of());
        }
        return budgets.stream().findFirst();
    }

    private void disrupt(Resource budget, Resource pod, boolean tried) {
        long allowed = budget.number("status", "disruptionsAllowed").orElse(0L);
        long desired = budget.number("status", "desiredHealthy").orElse(0L);
        long current = budget.number("status", "currentHealthy").orElse(0L);
        if (!ready(pod) && (alwaysAllowed(budget) || current >= desired && desired > 0)) {
            return;
        }
        if (allowed <= 0) {
            throw new ApiError(
                    429,
                    "TooManyRequests",
                    "Cannot evict pod as it would violate the pod's disruption budget.",
                    Map.of(
                            "causes",
                            List.of(Map.of(
                                    "reason",
                                    "DisruptionBudget",
                                    "message",
                                    "The disruption budget " + budget.name() + " needs " + desired
                                            + " healthy pods and has " + current + " currently"))));
        }
        if (!tried) {
            store.updateStatus(Kind.POD_DISRUPTION_BUDGET, budget.with(allowed - 1, "status", "disruptionsAllowed"));
        }
    }

    private static boolean ready(Resource pod) {
        return pod.items("status", "conditions").stream()
                .anyMatch(c -> c.text("type").equals(Optional.of("Ready"))
                        && c.text("status").equals(Optional.of("True")));
    }

    private static boolean alwaysAllowed(Resource budget) {
        return budget.text("spec", "unhealthyPodEvictionPolicy").equals(Optional.of("AlwaysAllow"));
    }
}
