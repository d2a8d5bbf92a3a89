package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a built-in controller sees of its cluster, and how it changes it. Used by the cluster's loop thread only. */
public interface World {
    /** The cluster's clock. */
    Instant now();

    /** The object of that name; empty when there is none or its kind isn't served. */
    Optional<Resource> get(Kind kind, String namespace, String name);

    /** All objects of the kind, in all namespaces; none where the kind isn't served. */
    List<Resource> list(Kind kind);

    /** The objects of the kind in one namespace. */
    List<Resource> list(Kind kind, String namespace);

    /** All kinds served, those of custom resource definitions included. */
    List<Kind> kinds();

    /** Creates the object, status included; empty when one of that name is there, or when it is refused. */
    Optional<Resource> create(Resource object);

    /** Changes everything but the status; retries on conflicts; does nothing when nothing changes or the object is gone. */
    Optional<Resource> update(ObjectRef object, UnaryOperator<Resource> change);

    /** Changes the status; otherwise as {@link #update}. */
    Optional<Resource> updateStatus(ObjectRef object, UnaryOperator<Resource> change);

    /** Deletes as a client would, with grace and finalizers; dependents go in the background. */
    void delete(ObjectRef object);

    /** Deletes with dependents first. */
    void deleteForeground(ObjectRef object);

    /** Removes at once what is being deleted: the last word of a kubelet or of the namespace controller. */
    void erase(ObjectRef object);

    /** Emits an event on the object, or counts the same event up. */
    void event(Resource about, String component, String type, String reason, String message);

    /** Asks for another pass of all controllers at that time of the cluster's clock, at the latest. */
    void wakeAt(Instant when);

    /** Five random characters, as upstream appends to generated names. */
    String suffix();
}
