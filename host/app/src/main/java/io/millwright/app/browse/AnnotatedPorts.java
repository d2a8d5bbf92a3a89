package io.millwright.app.browse;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ports that the annotations of a pod, or of a workload's pods, name to be forwarded, as k9s has them: {@code container::[local:]port},
 * several with commas; a port is a number or the name that the container has given it, the local one is the same where none is named.
 */
public final class AnnotatedPorts {
    /** These are forwarded without a form when a port is to be forwarded. */
    public static final String AUTO = "k9scli.io/auto-port-forwards";

    /** These stand in the form. */
    public static final String OFFERED = "k9scli.io/port-forwards";

    /** Whoever writes a manifest doesn't get to open ports without end. */
    private static final int MOST = 16;

    private AnnotatedPorts() {}

    /**
     * Those of {@link #AUTO}; empty where there is no such annotation.
     *
     * @throws ProblemException when it isn't understood
     */
    public static List<PortPair> auto(Resource object) {
        return of(AUTO, object);
    }

    /** Those of {@link #OFFERED}, likewise. */
    public static List<PortPair> offered(Resource object) {
        return of(OFFERED, object);
    }

    private static List<PortPair> of(String annotation, Resource object) {
        boolean pod = object.kind().equals("Pod");
        Optional<String> value = pod
                ? object.annotation(annotation)
                : object.text("spec", "template", "metadata", "annotations", annotation);
        if (value.isEmpty() || value.get().isBlank()) {
            return List.of();
        }
        List<Resource> containers = Stream.of("containers", "initContainers")
                .flatMap(c -> (pod ? object.items("spec", c) : object.items("spec", "template", "spec", c)).stream())
                .toList();
        List<PortPair> all = new ArrayList<>();
        for (String entry : value.get().split(",", -1)) {
            all.add(entry(annotation, entry.strip(), containers));
        }
        if (all.size() > MOST) {
            throw wrong(annotation, "it names " + all.size() + " ports, more than " + MOST);
        }
        return List.copyOf(all);
    }

    private static PortPair entry(String annotation, String entry, List<Resource> all) {
        int names = entry.indexOf("::");
        String container = names < 0 ? "" : entry.substring(0, names);
        List<Resource> containers = all.stream()
                .filter(c -> container.isEmpty()
                        || c.text("name").filter(container::equals).isPresent())
                .toList();
        if (containers.isEmpty()) {
            throw wrong(annotation, "there is no container '" + container + "'");
        }
        String ports = names < 0 ? entry : entry.substring(names + 2);
        int colon = ports.indexOf(':');
        String local = colon < 0 ? "" : ports.substring(0, colon);
        if (!local.isEmpty() && !PortPair.isPort(local)) {
            throw wrong(annotation, "'" + entry + "' names no local port");
        }
        int remote = remote(annotation, ports.substring(colon + 1), containers);
        return new PortPair(local.isEmpty() ? remote : Integer.parseInt(local), remote);
    }

    private static int remote(String annotation, String port, List<Resource> containers) {
        return PortPair.isPort(port)
                ? Integer.parseInt(port)
                : containers.stream()
                        .flatMap(c -> c.items("ports").stream())
                        .filter(p -> p.text("name").filter(port::equals).isPresent())
                        .flatMap(p -> p.number("containerPort").stream())
                        .findFirst()
                        .orElseThrow(() -> wrong(annotation, "no port is called '" + port + "'"))
                        .intValue();
    }

    private static ProblemException wrong(String annotation, String why) {
        return new ProblemException(
                Problem.user(
                        "read which ports are to be forwarded",
                        "the annotation " + annotation,
                        why,
                        "It is written container::port or container::local:port, several with commas; or name the ports here."));
    }
}
