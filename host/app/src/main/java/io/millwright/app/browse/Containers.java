package io.millwright.app.browse;

import io.millwright.spi.Resource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The containers of a pod, in the order in which they start. */
public final class Containers {
    private Containers() {}

    /** What part a container has in its pod. */
    public enum Role {
        INIT("init"),
        SIDECAR("sidecar"),
        MAIN("main"),
        EPHEMERAL("debug");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A container.
     *
     * @param state {@code running}, {@code waiting: CrashLoopBackOff}, {@code terminated: Completed} ...; empty when nothing is known yet
     * @param since how long it has been so; empty where that isn't told
     * @param bad whether it waits for something that went wrong, has failed, or isn't ready
     * @param before how it ended the last time; empty when it never did
     * @param resources requests and limits: {@code cpu 100m/1, memory 128Mi/1Gi}
     */
    public record Container(
            String name,
            Role role,
            String state,
            String since,
            boolean bad,
            String ready,
            long restarts,
            String before,
            String image,
            String ports,
            String resources) {}

    /** All of them. */
    public static List<Container> of(Resource pod, Instant now) {
        List<Container> all = new ArrayList<>();
        for (Resource c : pod.items("spec", "initContainers")) {
            boolean sidecar = c.text("restartPolicy").filter("Always"::equals).isPresent();
            all.add(container(pod, "initContainerStatuses", sidecar ? Role.SIDECAR : Role.INIT, c, now));
        }
        pod.items("spec", "containers").forEach(c -> all.add(container(pod, "containerStatuses", Role.MAIN, c, now)));
        pod.items("spec", "ephemeralContainers")
                .forEach(c -> all.add(container(pod, "ephemeralContainerStatuses", Role.EPHEMERAL, c, now)));
        return List.copyOf(all);
    }

    private static Container container(Resource pod, String statuses, Role role, Resource spec, Instant now) {
        String name = spec.text("name").orElse("");
        Optional<Resource> status = pod.items("status", statuses).stream()
                .filter(s -> s.text("name").filter(name::equals).isPresent())
                .findFirst();
        String state = status.map(s -> state(s, "state")).orElse("");
        boolean ready = status.flatMap(s -> s.flag("ready")).orElse(false);
        boolean lasting = role == Role.MAIN || role == Role.SIDECAR;
        boolean over = state.equals("terminated: Completed");
        return new Container(
                name,
                role,
                state,
                status.map(s -> since(s, now)).orElse(""),
                lasting
                        ? !ready && !over
                        : state.startsWith("waiting: ") && !state.endsWith("PodInitializing")
                                || state.startsWith("terminated") && !over,
                lasting ? ready ? "yes" : "no" : "",
                status.flatMap(s -> s.number("restartCount")).orElse(0L),
                status.map(s -> state(s, "lastState")).orElse(""),
                spec.text("image").orElse(""),
                ports(spec),
                resources(spec));
    }

    private static String state(Resource status, String which) {
        for (String word : List.of("running", "waiting", "terminated")) {
            if (status.at(which, word).isPresent()) {
                String reason =
                        status.text(which, word, "reason").map(r -> ": " + r).orElse("");
                String code = status.number(which, word, "exitCode")
                        .filter(c -> c != 0)
                        .map(c -> ", exit code " + c)
                        .orElse("");
                return word + reason + code;
            }
        }
        return "";
    }

    private static String since(Resource status, Instant now) {
        return status.text("state", "running", "startedAt")
                .or(() -> status.text("state", "terminated", "finishedAt"))
                .map(t -> age(t, now))
                .orElse("");
    }

    private static String age(String time, Instant now) {
        try {
            return Ages.text(Duration.between(Instant.parse(time), now));
        } catch (DateTimeException notATime) {
            return time;
        }
    }

    private static String ports(Resource spec) {
        return spec.items("ports").stream()
                .map(p -> p.text("name").map(n -> n + " ").orElse("")
                        + p.number("containerPort").orElse(0L)
                        + p.text("protocol")
                                .filter(t -> !t.equals("TCP"))
                                .map(t -> "/" + t)
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    private static String resources(Resource spec) {
        Map<String, String> requests = spec.textMap("resources", "requests");
        Map<String, String> limits = spec.textMap("resources", "limits");
        return List.of("cpu", "memory").stream()
                .filter(r -> requests.containsKey(r) || limits.containsKey(r))
                .map(r -> r + " " + requests.getOrDefault(r, "-") + "/" + limits.getOrDefault(r, "-"))
                .collect(Collectors.joining(", "));
    }
}
