package io.millwright.kube;

import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.spi.Resource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which containers of pods have logs, in the order in which they run, and which of them have ended for good. */
final class LogContainers {
    /** The lists of a pod's containers, with those of their states. */
    private enum Group {
        INIT("initContainers", "initContainerStatuses"),
        MAIN("containers", "containerStatuses"),
        EPHEMERAL("ephemeralContainers", "ephemeralContainerStatuses");

        private final String containers;
        private final String states;

        Group(String containers, String states) {
            this.containers = containers;
            this.states = states;
        }
    }

    private record Found(LogSource source, boolean ended) {}

    private LogContainers() {}

    /**
     * Those of these pods.
     *
     * @param wanted one container of each; empty for all
     * @param more whether there are more pods
     */
    static LogSources of(String context, List<Resource> pods, String wanted, boolean more) {
        List<Found> all = pods.stream().flatMap(p -> of(context, p, wanted)).toList();
        // Of too many, those that may still write come before those that have ended.
        List<Found> read = all.size() <= Logs.AT_MOST
                ? all
                : all.stream()
                        .sorted(Comparator.comparing(Found::ended))
                        .limit(Logs.AT_MOST)
                        .toList();
        Set<LogSource> ended = new LinkedHashSet<>();
        read.stream().filter(Found::ended).map(Found::source).forEach(ended::add);
        return new LogSources(read.stream().map(Found::source).toList(), ended, all.size(), more);
    }

    private static Stream<Found> of(String context, Resource pod, String wanted) {
        return Stream.of(Group.values())
                .flatMap(group -> pod.items("spec", group.containers).stream()
                        .filter(c -> wanted.isEmpty()
                                || c.text("name").filter(wanted::equals).isPresent())
                        .flatMap(c -> c.text("name").stream()
                                .map(name -> new Found(
                                        new LogSource(context, pod.namespace(), pod.name(), name),
                                        hasEnded(pod, group, c, name)))));
    }

    private static boolean hasEnded(Resource pod, Group group, Resource container, String name) {
        String phase = pod.text("status", "phase").orElse("");
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            return true;
        }
        return pod.items("status", group.states).stream()
                .filter(s -> s.text("name").filter(name::equals).isPresent())
                .flatMap(s -> s.number("state", "terminated", "exitCode").stream())
                .anyMatch(code -> isNotBegunAgain(restartPolicy(pod, group, container), code));
    }

    private static String restartPolicy(Resource pod, Group group, Resource container) {
        return switch (group) {
            case EPHEMERAL -> "Never";
            case MAIN -> pod.text("spec", "restartPolicy").orElse("Always");
            // One that is to be restarted always is a sidecar; each other is begun again only until it has succeeded.
            case INIT -> container.text("restartPolicy").orElse("OnFailure");
        };
    }

    private static boolean isNotBegunAgain(String restartPolicy, long exitCode) {
        return restartPolicy.equals("Never") || restartPolicy.equals("OnFailure") && exitCode == 0;
    }
}
