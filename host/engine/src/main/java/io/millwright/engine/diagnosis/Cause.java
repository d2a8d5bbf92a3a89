package io.millwright.engine.diagnosis;

import io.millwright.spi.Problem;
import java.util.Optional;

/** Why a step isn't done, the surest signs first: of two that are seen, the one that stands earlier is the likelier. */
public enum Cause {
    API_UNREACHABLE("the API server can't be reached", "Check the network and the context, then resume the run."),
    API_THROTTLED("the API server asks for fewer requests", "Wait a minute, then resume the run."),
    API_FAILING("the API server itself fails", "Look at its health and at etcd's, then resume the run."),
    LOGIN_REFUSED("the API server doesn't accept the login", "Log in again, then resume the run."),
    INVALID("the API server finds what the plan sends invalid", "Nothing of it was taken. Make a new plan."),
    CONFLICT_OTHER_WRITER(
            "somebody else writes the same fields", "Find out who owns them; then resume the run, or undo it."),
    WEBHOOK_DOWN("an admission webhook can't be reached", "Bring the webhook's service up again, then resume the run."),
    WEBHOOK_DENIED("an admission webhook refuses it", "Change what it objects to, and make a new plan."),
    QUOTA("a quota is exhausted", "Raise the quota or free some of it, then resume the run."),
    RBAC_DENIED("a right is missing", "Ask for the right that is named, then resume the run."),
    PDB_BLOCKED("a disruption budget allows no eviction", "Bring the missing members up, then resume the run."),
    IMAGE_PULL("an image can't be pulled", "Check the image's name, the registry and its credentials."),
    OOM("a container used more memory than it may", "Raise its memory limit, or make it use less."),
    STORAGE_FULL("a disk is full", "Expand the volume or free space, then resume the run."),
    CRASH_CONFIG(
            "a container doesn't stay up",
            "Read its log and its configuration; kubectl logs --previous shows the last attempt."),
    VOLUME_ATTACH("a volume can't be attached or mounted", "Look at the volume, its node and the storage driver."),
    PVC_PENDING("a volume claim gets no volume", "Check its storage class and the provisioner."),
    SCHED_RESOURCES("no node has room for a pod", "Add nodes or lower the requests, then resume the run."),
    SCHED_TAINT("the nodes' taints keep a pod away", "Tolerate the taint or take it off, then resume the run."),
    SCHED_AFFINITY("no node fits a pod's placement rules", "Loosen the rules or add a node that fits."),
    PROBE_FAIL("a container runs but doesn't answer its probe", "Read its log; it may need longer to start."),
    NODE_DOWN("a node is down", "Bring the node back, or drain it."),
    FINALIZER_STUCK("an object waits to be deleted", "Find out what its finalizer waits for; don't take it off first."),
    OPERATOR_NOT_OBSERVING(
            "the operator hasn't looked at the newest specification",
            "Look whether the operator runs, and at its log.");

    private final String words;
    private final String next;

    Cause(String words, String next) {
        this.words = words;
        this.next = next;
    }

    /** What a problem itself says of its cause. */
    public static Optional<Cause> of(Problem problem) {
        return Signs.ofProblem(problem).map(Diagnosis.Likely::cause);
    }

    /** In words, without a full stop. */
    public String words() {
        return words;
    }

    /** What to do next, in whole sentences. */
    public String next() {
        return next;
    }
}
