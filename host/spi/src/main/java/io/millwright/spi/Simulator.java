package io.millwright.spi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a tool's operator behaves, for the sandbox: what it installs, and what it does when its objects change. Written after the operator's
 * code and checked against the real one by running the same tests on both.
 */
@ImplementedByPlugin
public interface Simulator {
    /**
     * Looks at the simulated cluster and does what the operator would do next. Called after changes to the tool's watched kinds and, by the
     * cluster's clock, at least once a second; calls for one cluster never overlap. Must do nothing where the operator isn't installed.
     */
    void reconcile(SimulatedCluster cluster);

    /** The objects that the official release manifest of that version holds, for {@code sandbox} installs: definitions, operator, webhooks. */
    List<Resource> release(String version);

    /**
     * Answers a GET through the API server's proxy to a pod or service of this tool, as the real program would.
     *
     * @return empty when this tool has nothing listening there
     */
    default Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, ObjectRef object, int port, String path) {
        return Optional.empty();
    }

    /**
     * Answers any request to a pod or service of this tool, through the proxy or a port-forward, as the real program would.
     *
     * @return empty when this tool has nothing listening there
     */
    default Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, HttpCall call) {
        return call.method().equals("GET")
                ? answer(cluster, call.object(), call.port(), call.path())
                : Optional.empty();
    }

    /**
     * Runs a command in a container of a pod of this tool, as the real program would.
     *
     * @return empty when the pod isn't this tool's
     */
    default Optional<Output> exec(SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
        return Optional.empty();
    }

    /**
     * A request.
     *
     * @param path with its query
     * @param headers by lower-case name
     */
    record HttpCall(ObjectRef object, int port, String method, String path, Map<String, String> headers, String body) {
        public HttpCall {
            headers = Map.copyOf(headers);
        }
    }

    /** What a command said. */
    record Output(int exitCode, String output, String error) {}

    /** Fills a fresh cluster for {@code millwright sandbox}. Scenario names are the host's: {@code healthy}, {@code findings}. */
    default void seed(SimulatedCluster cluster, String scenario) {}

    /**
     * Takes over a copy of a cluster in which real programs worked, before time moves in it: what their memories held and no object tells
     * (tokens, keys, members) is made up so that it fits the objects, with {@link #standIn} for everything secret.
     */
    default void adopt(SimulatedCluster cluster) {}

    /**
     * What stands in a copy for a secret that somebody would type: the host answers with it, and the simulator takes it.
     *
     * @param what the id of the parameter that asks for it
     */
    static String standIn(String what) {
        return Base64.getEncoder().encodeToString(what.getBytes(StandardCharsets.UTF_8));
    }

    /** Helm chart archives ({@code .tgz}) that the sandbox serves as this tool's repository: file name to content. */
    default Map<String, byte[]> charts() {
        return Map.of();
    }

    /** What can go wrong on request in this tool's sandbox, for those who want to have met it before it happens to them. */
    default List<Exercise> exercises() {
        return List.of();
    }

    /**
     * A fault, how it is found and what is to be done about it.
     *
     * @param fault the name by which the sandbox switches it on and off
     * @param happens what goes wrong, in a sentence
     * @param before what is to be done so that it shows; empty when it shows by itself
     * @param checks ids of the checks that find it; empty when only a run meets it
     * @param runbooks ids of those that prevent or mend it; empty when the cause lies outside of the cluster
     * @param task what an operator is to look for and to decide, in a sentence or two
     */
    record Exercise(
            String fault, String happens, String before, List<String> checks, List<String> runbooks, String task) {
        public Exercise {
            checks = List.copyOf(checks);
            runbooks = List.copyOf(runbooks);
        }
    }
}
