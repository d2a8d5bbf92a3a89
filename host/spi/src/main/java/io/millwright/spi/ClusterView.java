package io.millwright.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Read-only access to one cluster. Calls block the calling (virtual) thread up to the host's deadline. Every method throws
 * {@link ProblemException} when the cluster refused, couldn't be reached or didn't answer in time; "not there" is never an exception.
 */
@ImplementedByHost
public interface ClusterView {
    /** The kubeconfig context. */
    String cluster();

    /** The UID of namespace {@code kube-system}: contexts can be renamed, this can't. */
    String clusterUid();

    /** The API server's version: {@code 1.37}. */
    String kubernetesMinor();

    /** The host's clock. Plugins use no other. */
    Instant now();

    /** The object, or empty when it (or its whole kind) is not there. */
    Optional<Resource> get(ObjectRef object);

    /** The objects that match, by namespace and name; empty when the kind is not served. */
    List<Resource> list(Kind kind, Selector selector);

    /** Whether the cluster serves that kind in that version. */
    boolean serves(Kind kind);

    /** A GET through the API server's proxy to a port of a pod or service. {@code scheme} is {@code http} or {@code https}. */
    HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path);

    /**
     * A GET with a login, through a port-forward to the pod (of a service: to one of its ready pods). The secret that the login names is read
     * with the current user's rights and never given to the plugin. {@link Login.Answered} has no answer here and is refused.
     */
    HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login);

    /** The last lines of a container's log; {@code previous} for the container before the last restart. */
    List<String> logs(ObjectRef pod, String container, int lines, boolean previous);

    /** Whether the current user may do that. Empty when it couldn't be told. */
    Optional<Boolean> mayI(AccessNeed need);

    /**
     * An answer to a GET.
     *
     * @param status HTTP status of the pod or service
     * @param body text
     */
    record HttpReply(int status, String body) {}
}
