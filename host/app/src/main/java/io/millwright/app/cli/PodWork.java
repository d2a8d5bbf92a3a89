package io.millwright.app.cli;

import io.millwright.spi.Danger;
import io.millwright.spi.ObjectRef;
import java.util.List;

/**
 * What somebody is about to do inside of a pod.
 *
 * @param target the pod, or what a port leads to
 * @param container empty where there is none
 * @param words the program and its arguments, the ports, or the files; they may hold secrets
 */
public record PodWork(Way way, ObjectRef target, String container, List<String> words) {
    /** How one gets in. */
    public enum Way {
        EXEC("exec", "run a program in", Danger.DATA_LOSS),
        ATTACH("attach", "attach to", Danger.DATA_LOSS),
        FORWARD("port-forward", "forward a port to", Danger.REVERSIBLE),
        COPY_IN("cp", "copy files into", Danger.DATA_LOSS),
        COPY_OUT("cp", "copy files from", Danger.REVERSIBLE);

        private final String word;
        private final String attempted;
        private final Danger danger;

        Way(String word, String attempted, Danger danger) {
            this.word = word;
            this.attempted = attempted;
            this.danger = danger;
        }

        /** As the command is called; guardrails know it as a runbook of the tool {@code objects} by that name. */
        public String word() {
            return word;
        }

        /** The worst that can be done by it, since nobody knows what will. */
        public Danger danger() {
            return danger;
        }
    }

    public PodWork {
        words = List.copyOf(words);
    }

    /** {@code run a program in Pod db/orders-1}. */
    public String attempted() {
        return way.attempted + " " + target.display();
    }

    /** Without the words. */
    @Override
    public String toString() {
        return attempted();
    }
}
