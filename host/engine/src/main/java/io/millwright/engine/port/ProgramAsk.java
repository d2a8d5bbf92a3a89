package io.millwright.engine.port;

import io.millwright.spi.ObjectRef;
import java.util.List;

/**
 * Which program is talked to.
 *
 * @param container empty where the pod has one only
 * @param command program and arguments; empty for the one that runs there
 * @param input whether it is sent what is typed
 * @param terminal whether it is given a terminal: then what it says comes as one stream
 */
public record ProgramAsk(ObjectRef pod, String container, List<String> command, boolean input, boolean terminal) {
    public ProgramAsk {
        command = List.copyOf(command);
    }

    /** What is attempted, without the arguments, which may be secret. */
    public String attempted() {
        return (command.isEmpty() ? "attach to " : "run " + command.getFirst() + " in ")
                + pod.display()
                + (container.isEmpty() ? "" : " container " + container);
    }

    /** Without the arguments. */
    @Override
    public String toString() {
        return attempted();
    }
}
