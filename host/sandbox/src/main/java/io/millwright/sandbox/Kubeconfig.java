package io.millwright.sandbox;

import java.util.List;

/** The kubeconfig of a sandbox. The token is no secret: the sandbox listens on loopback only and lets everybody in. */
final class Kubeconfig {
    private static final String USER = "sandbox";

    private Kubeconfig() {}

    static String of(List<RunningCluster> clusters) {
        StringBuilder text = new StringBuilder("apiVersion: v1\nkind: Config\npreferences: {}\nclusters:\n");
        clusters.forEach(c -> text.append("- name: ")
                .append(c.name())
                .append("\n  cluster:\n    server: ")
                .append(c.url())
                .append('\n'));
        text.append("users:\n- name: " + USER + "\n  user:\n    token: sandbox\ncontexts:\n");
        clusters.forEach(c -> text.append("- name: ")
                .append(c.name())
                .append("\n  context:\n    cluster: ")
                .append(c.name())
                .append("\n    user: " + USER + "\n"));
        text.append("current-context: ")
                .append(clusters.isEmpty() ? "\"\"" : clusters.getFirst().name())
                .append('\n');
        return text.toString();
    }
}
