package io.millwright.app.testing;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Two empty simulated clusters, {@code eu-1} and {@code us-1}, and commands that are typed at them. */
public final class TwoClusters implements AutoCloseable {
    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new SandboxOptions.ClusterSpec("eu-1", "empty"), new SandboxOptions.ClusterSpec("us-1", "empty")),
            List.of(),
            1,
            Optional.empty(),
            0,
            Optional.empty()));

    private final Path folder;
    private final KubeClusters clusters;

    /** @param folder an empty one, for the kubeconfig and what commands keep */
    public TwoClusters(Path folder) throws IOException {
        this.folder = folder;
        clusters = new KubeClusters(
                KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
    }

    public void create(String context, Resource object) {
        clusters.open(context).writer().create(object, Mode.REAL);
    }

    public Rig.Said run(String... words) {
        return Rig.with(folder, clusters).run(words);
    }

    @Override
    public void close() {
        clusters.close();
        sandbox.close();
    }
}
