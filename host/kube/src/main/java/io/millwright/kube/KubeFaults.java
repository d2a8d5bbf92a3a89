package io.millwright.kube;

import io.millwright.engine.port.Faults;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults of a sandbox, at a path of its own that no API server has: it answers 404 there. */
final class KubeFaults implements Faults {
    private static final String PATH = "/sandbox/faults";
    private final Transport transport;

    KubeFaults(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Optional<Set<String>> active() {
        Call call = new Call("list what goes wrong on purpose", "GET", PATH, Optional.empty(), "*/*");
        Reply reply = transport.send(call);
        // A user who may see little is refused before the path is looked up: that is a real cluster too.
        if (reply.status() == 404 || reply.status() == 403) {
            return Optional.empty();
        }
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return Optional.of(reply.text().lines().filter(l -> !l.isBlank()).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void set(String tool, String name, boolean on) {
        Call call = new Call(
                "switch the fault " + name + (on ? " on" : " off"),
                on ? "PUT" : "DELETE",
                PATH + "/" + Call.encode(tool) + "/" + Call.encode(name),
                Optional.empty(),
                "*/*");
        Reply reply = transport.send(call);
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
    }
}
