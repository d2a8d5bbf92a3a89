package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Server;
import io.millwright.vault.facts.Versions;
import java.util.Map;
import java.util.Optional;

/** Where a release's chart comes from when the release is changed. */
final class ChartSource {
    private ChartSource() {}

    /** Asks for a mirror; the official repository depends on the product. */
    static Parameter repository() {
        return Ask.text(
                "repository",
                "Repository",
                "A mirror of the chart repository, or an oci:// address; empty for the official one.",
                "(https?|oci)://\\S+",
                "an address that begins with https://, http:// or oci://");
    }

    /** The chart that the release has now; empty when its version can't be told. */
    static Optional<ChartRef> present(Server server, Versions versions) {
        return versions.catalogue().of(server.product().id()).stream()
                .flatMap(r -> r.chart().stream())
                .findFirst()
                .flatMap(any -> server.chartVersion().map(v -> new ChartRef(any.repository(), any.name(), v)));
    }

    /** The chart of that version. */
    static Optional<ChartRef> of(String component, String version, Versions versions) {
        return versions.catalogue().find(component, version).flatMap(Release::chart);
    }

    /** Changes values of the release and keeps its chart and all other values. */
    static Step change(
            ObjectRef release,
            Request request,
            Optional<ChartRef> present,
            Map<String, Object> values,
            String why,
            Undo undo) {
        ChartRef chart = Releases.chart(request, present::orElseThrow);
        return Releases.upgrade(release.namespace(), release.name(), chart, values, why, undo);
    }
}
