package io.millwright.app.cli;

import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.inspect.SelectedPods;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;

/**
 * Whose logs are meant: one pod, or pods with certain labels.
 *
 * @param pod its name; empty for those with the labels
 * @param labels a selector; empty for one pod
 */
record LogTarget(String pod, String labels) {
    /**
     * What that word means there: a pod's name, or as kubectl writes it {@code deploy/web}, a kind that selects pods.
     *
     * @throws ProblemException when there is no such object, or it selects no pods by labels
     */
    static LogTarget of(String word, String labels, ClusterConnection cluster, String namespace) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            return new LogTarget(word, labels);
        }
        Served served = PerCluster.kind(cluster, word.substring(0, slash));
        String name = word.substring(slash + 1);
        if (served.kind().equals(Kind.POD)) {
            return new LogTarget(name, "");
        }
        return SelectedPods.selector(Inspection.object(cluster, served, namespace, name))
                .map(selector -> new LogTarget("", selector.text()))
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "read the logs of " + word,
                        "cluster " + cluster.context(),
                        "a " + served.kind().kind() + " selects no pods by labels",
                        "Name a pod or a workload, or give -l SELECTOR.")));
    }
}
