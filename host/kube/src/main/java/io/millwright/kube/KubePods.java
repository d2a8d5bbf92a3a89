package io.millwright.kube;

import io.millwright.engine.port.Forward;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;

/** Programs and ports of pods, over the API server's web sockets. */
final class KubePods implements Pods {
    private final Transport transport;
    private final ClusterView view;

    KubePods(Transport transport, ClusterView view) {
        this.transport = transport;
        this.view = view;
    }

    @Override
    public int talk(ProgramAsk ask, Talk talk) throws InterruptedException {
        return new PodTalk(transport, ask, talk).run();
    }

    @Override
    public Forward forward(ObjectRef to, int port, int localPort) {
        ForwardTarget target = ForwardTarget.of(to.anyIncarnation(), port, view, transport.problems());
        return new Tunnel(transport, to.display() + " port " + port, localPort, target);
    }
}
