package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Jobs that look at something once, with as few rights as a pod can have, and write what they found where Kubernetes keeps a container's last words. */
final class OneJob {
    private OneJob() {}

    /**
     * One that isn't tried again.
     *
     * @param container its name, image, command and what it needs; the rest is filled in
     * @param seconds how long it may take
     */
    static Resource of(
            String namespace,
            String name,
            Map<String, Object> labels,
            Map<String, Object> container,
            List<Object> volumes,
            long seconds) {
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        container.put(
                "securityContext",
                Tree.of("allowPrivilegeEscalation", false, "capabilities", Tree.of("drop", List.of("ALL"))));
        Map<String, Object> pod = Tree.of(
                "restartPolicy",
                "Never",
                "automountServiceAccountToken",
                false,
                "securityContext",
                Tree.of("runAsNonRoot", true, "runAsUser", 26L, "seccompProfile", Tree.of("type", "RuntimeDefault")),
                "containers",
                List.of(container));
        if (!volumes.isEmpty()) {
            pod.put("volumes", volumes);
        }
        return Resource.of(
                        Kind.JOB,
                        namespace,
                        name,
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "backoffLimit",
                                        0L,
                                        "activeDeadlineSeconds",
                                        seconds,
                                        "template",
                                        Tree.of("metadata", Tree.of("labels", labels), "spec", pod))))
                .with(labels, "metadata", "labels");
    }

    /** Makes the Job, waits for its good end, and takes it away. */
    static void steps(Resource job, String id, String title, String why, Duration deadline, PlanDraft draft) {
        ObjectRef ref = job.ref(Kind.JOB);
        draft.step(Step.change(
                        id,
                        "Job " + ref.namespace() + "/" + ref.name(),
                        why,
                        new Action.Create(job),
                        new Check.Exists(ref),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        id + "-ended",
                        "it has ended",
                        "Well or not: what it said comes next.",
                        Questions.jobEnded(ref),
                        deadline))
                .step(Step.require(id + "-said", title, "Its last words are the evidence.", Questions.jobSaid(ref)))
                .step(Step.change(
                        id + "-away",
                        "delete Job " + ref.namespace() + "/" + ref.name(),
                        "It has said what there is to say.",
                        new Action.Delete(ref, Propagation.BACKGROUND),
                        new Check.Absent(ref),
                        // An undo that does nothing: without one, taking back the other steps would be said to have
                        // failed in part.
                        new Undo.BestEffort(new Action.Look(Check.all()), Check.all(), "there is nothing to take back"),
                        Duration.ofMinutes(1)));
    }
}
