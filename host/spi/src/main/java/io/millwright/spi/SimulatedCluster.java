package io.millwright.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The sandbox's cluster as a simulator sees it: every write goes through the same admission, versions and watches as a client's.
 *
 * <p>The sandbox has the built-in controllers, a scheduler and a kubelet: a simulator creates Pods, Jobs, claims and Services, and finds them
 * running, completed, bound and addressed as the cluster's time passes. A pod's {@code Ready} condition that a simulator turns stays turned
 * until it turns it again. Annotations on a Pod tell the kubelet more: {@code sandbox.millwright.io/ready} ({@code false} holds it not ready),
 * {@code /crash} ({@code true} makes its containers crash), {@code /duration} and {@code /exit-code} (seconds and code of a Job's pod).
 */
@ImplementedByHost
public interface SimulatedCluster {
    /** The cluster's clock, which may run faster than the wall's. */
    Instant now();

    Optional<Resource> get(ObjectRef object);

    List<Resource> list(Kind kind, Selector selector);

    /**
     * Creates the object, status included.
     *
     * @throws ProblemException when it exists or is refused
     */
    Resource create(Resource object);

    /** Creates the object unless it is there; the present one is returned untouched. */
    Resource ensure(Resource object);

    /** Changes the object (metadata, spec and data; not its status); retries on conflicts. Nothing is written when nothing changes. */
    Optional<Resource> update(ObjectRef object, UnaryOperator<Resource> change);

    /** Changes the object's status; otherwise as {@link #update}. */
    Optional<Resource> updateStatus(ObjectRef object, UnaryOperator<Resource> change);

    /** Deletes the object, with the grace and finalizers that a client would meet. */
    void delete(ObjectRef object);

    /** Emits a core/v1 Event on the object. {@code type} is {@code Normal} or {@code Warning}. */
    void event(Resource about, String type, String reason, String message);

    /** Whether the named fault of this tool is switched on. */
    boolean fault(String name);
}
