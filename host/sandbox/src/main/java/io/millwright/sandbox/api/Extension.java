package io.millwright.sandbox.api;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Optional;

/** What the API server can't answer from its objects. Called on request threads; must not block for long. */
public interface Extension {
    /**
     * The whole log of a container so far, each line begun with when it was written and a blank, and ended by a newline.
     *
     * @param container the container's name
     * @param previous whether the log of the instance before the last restart is meant
     * @return empty when this extension knows no log of it; the API server then tries the next one
     */
    default Optional<String> logs(Resource pod, String container, boolean previous) {
        return Optional.empty();
    }

    /**
     * Answers a request through the proxy of a pod or service, or through a forwarded port.
     *
     * @param call its port is 0 when the client named none
     * @return empty when nothing listens there
     */
    default Optional<ClusterView.HttpReply> proxy(Simulator.HttpCall call) {
        return Optional.empty();
    }

    /**
     * Runs a command in a container.
     *
     * @return empty when this extension knows no such program
     */
    default Optional<Simulator.Output> exec(ObjectRef pod, String container, List<String> command) {
        return Optional.empty();
    }

    /**
     * Answers a request whose path isn't the Kubernetes API's.
     *
     * @param method HTTP method
     * @param path the decoded path
     * @return empty when this extension has nothing there
     */
    default Optional<ClusterView.HttpReply> other(String method, String path) {
        return Optional.empty();
    }
}
