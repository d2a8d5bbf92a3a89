package io.millwright.engine.port;

import io.millwright.spi.ObjectRef;

/**
 * What somebody does inside of pods: programs that they talk to, and ports that lead there. Thread-safe; methods throw
 * {@link io.millwright.spi.ProblemException} when the cluster refused or didn't answer.
 */
public interface Pods {
    /**
     * Runs a program in a container, or attaches to the one that runs there, until it ends.
     *
     * @return its exit status
     * @throws InterruptedException when the thread was interrupted; the program may go on
     */
    int talk(ProgramAsk ask, Talk talk) throws InterruptedException;

    /**
     * Opens a port of this machine's loopback that leads to a pod until it is closed. Which pod is decided at each connection: for a service
     * or a workload one that is ready then; for a pod that is gone one of the same owner.
     *
     * @param to a pod, a service, or a workload that selects pods
     * @param port of the service, or of the pod
     * @param localPort 0 for any that is free
     */
    Forward forward(ObjectRef to, int port, int localPort);
}
