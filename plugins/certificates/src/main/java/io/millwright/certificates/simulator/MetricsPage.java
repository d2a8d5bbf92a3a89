package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.Optional;

/** The controller's metrics. */
final class MetricsPage {
    private MetricsPage() {}

    static Optional<HttpReply> answer(SimulatedCluster world, ObjectRef object, int port, String path) {
        Optional<Site> site = Site.of(world);
        if (port != 9402
                || !path.startsWith("/metrics")
                || site.isEmpty()
                || world.fault(Marks.CONTROLLER_DOWN)
                || !object.namespace().equals(site.get().installation().namespace())
                || !object.name()
                        .startsWith(site.get().installation().controller().name())) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("# TYPE certmanager_certificate_expiration_timestamp_seconds gauge\n");
        for (Resource c : world.list(CertManager.CERTIFICATE, Selector.ALL)) {
            Cert cert = new Cert(c);
            String labels = "name=\"" + c.name() + "\",namespace=\"" + c.namespace() + "\"";
            cert.time("status", "notAfter")
                    .ifPresent(t -> text.append("certmanager_certificate_expiration_timestamp_seconds{")
                            .append(labels)
                            .append("} ")
                            .append(t.getEpochSecond())
                            .append('\n'));
            text.append("certmanager_certificate_ready_status{condition=\"True\",")
                    .append(labels)
                    .append("} ")
                    .append(cert.ready() ? 1 : 0)
                    .append('\n');
        }
        text.append("certmanager_controller_sync_error_count{controller=\"certificates-issuing\"} 0\n");
        return Optional.of(new HttpReply(200, text.toString()));
    }
}
